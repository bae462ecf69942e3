using FeedHandler.Core.Arbitration;

namespace FeedHandler.Core.Tests.Arbitration.Model;

/// <summary>
/// What must hold, written from the rules of the sequence and from what the venue sent, which a feed cannot know. Each rule that is broken is named by what
/// it says.
/// </summary>
internal sealed partial class ModelSpecification(ArbitrationOptions options) : IModelListener
{
    private const int IdMax = 16;
    private const int ToldMax = 100;
    private readonly long[] _arrivedNs = new long[IdMax];
    private readonly int[] _copies = new int[IdMax];
    private readonly int[] _lines = new int[IdMax];
    private readonly bool[] _isDelivered = new bool[IdMax];
    private readonly bool[] _isLost = new bool[IdMax];
    private readonly bool[] _isTooLate = new bool[IdMax]; // its session was over when it came
    private ModelScenario _scenario = null!;
    private ModelShape _shape = null!;
    private ulong _expected;
    private uint _firstDelivered;
    private int _session;
    private long _nowNs;
    private int _drains;
    private bool _hasStarted;
    private bool _isAtEnd;
    private bool _isForged;
    private bool _isLoose; // numbers of two sessions look alike: what was received does not tell what is right
    private bool _isBlind; // what was received first was forged, or of the new session before the old
    private bool _isContradicted; // by a packet of the new session, before one of it was taken for the next of the old
    private bool _hasCrossed;
    private int _firstOfNew;
    private bool _isRestartProved;
    private int _doubts;
    private int _told;

    /// <summary>The first rule that was broken; null for none.</summary>
    public string? Violation { get; private set; }

    public void Start(ModelScenario scenario)
    {
        (_scenario, _shape) = (scenario, scenario.Shape);
        Array.Fill(_arrivedNs, -1);
        Array.Clear(_copies);
        Array.Clear(_lines);
        Array.Clear(_isDelivered);
        Array.Clear(_isLost);
        Array.Clear(_isTooLate);
        (_session, _drains, _doubts, _told, _firstOfNew, _isForged) = (0, 0, 0, 0, -1, false);
        _hasStarted = _isAtEnd = _isRestartProved = false;
        _isBlind = _hasCrossed = _isContradicted = false;
        _isLoose = _shape.IsAmbiguous;
        Violation = null;
    }

    public void OnArrival(int step, in ModelArrival arrival, long nowNs)
    {
        _nowNs = nowNs;
        if (arrival.Kind >= CopyKind.NumberAhead) _isForged = true;
        if (_isForged && (!_hasStarted || _shape.IsAmbiguous)) _isBlind = true;
        if (arrival.Kind is not (CopyKind.Whole or CopyKind.TimeFarAhead)) return;
        _copies[arrival.Id]++;
        _lines[arrival.Id] |= 1 << arrival.Line;
        if (_arrivedNs[arrival.Id] < 0) _isTooLate[arrival.Id] = _shape.SessionOf(arrival.Id) < _session;
        if (_arrivedNs[arrival.Id] < 0) (_arrivedNs[arrival.Id], _drainedBefore[arrival.Id]) = (nowNs, _drains);
        if (_shape.SessionOf(arrival.Id) == 1) NoteNewSession(arrival);
    }

    public void OnPacket(int id, in PacketHeader header, bool isWhole)
    {
        if (!isWhole) Break("only whole packets are delivered");
        if (_hasStarted && (uint)header.First != (uint)_expected) Break("what is delivered follows what was delivered or told as lost");
        if (!_hasStarted) Join(id, (uint)header.First);
        (_hasStarted, _expected) = (true, (_hasStarted ? _expected : header.First) + 1);
        if (id == ModelPackets.ForgedId)
        {
            Break("a packet with a forged number is not delivered");
            return;
        }

        if (_isDelivered[id]) Break("a packet is delivered once");
        if (_shape.SessionOf(id) < _session) Break("nothing of a session is delivered when a newer one has begun");
        if (_shape.SessionOf(id) > _session && !_isLoose) Break("a restart is told before the first packet of the new session");
        _isDelivered[id] = true;
        _hasCrossed |= _shape.SessionOf(id) > _session;
    }

    public void OnGap(ulong lostCount, ulong next)
    {
        _doubts++;
        if (++_told > ToldMax) throw new InvalidOperationException("a channel comes to an end");
        if (!_hasStarted || next != _expected + lostCount) Break("a gap lies where the sequence stands, and is told before what follows it");
        if (lostCount == 0 && !_isForged && _firstOfNew < 0 && !(_isAtEnd && MayGiveUp())) Break("a doubt is told only where something contradicted");
        if (lostCount > (ulong)_shape.Count && !_isLoose) Break("no more is told as lost than was sent");
        else if (!_isLoose && !_isBlind) ExplainLoss((int)lostCount);
        _expected = next;
    }

    public void OnRestart(ulong next)
    {
        if (_session == 1 || _shape.Count2 == 0) Break("a restart is told once, and none without one");
        else if (!_isRestartProved && !_isLoose) Break("a restart needs a second packet or the other line");
        if (next != 1) Break("a session begins with the number 1");
        (_session, _expected, _hasStarted) = (1, next, true);
        Array.Clear(_isDelivered, _shape.Count1, _shape.Count2); // taken for the next of the old session, they count for nothing
    }

    public void OnDoubt(bool isInDoubt) => Break("nothing was dropped");

    public void OnDrained(long nowNs)
    {
        _drains++;
        _drainedNs = nowNs;
    }

    public void OnTime(long nowNs) => _nowNs = nowNs;

    /// <summary>Breaks a rule that holds whatever was received.</summary>
    public void Fail(string rule) => Violation ??= rule;

    private void Break(string rule) => Violation ??= _isBlind ? null : rule;

    // The channel joins with a packet of the new session: of the old one it knows nothing.
    private void Join(int id, uint number)
    {
        _firstDelivered = number;
        if (id == ModelPackets.ForgedId || _shape.SessionOf(id) == 0) return;
        _isBlind = true;
    }

    private void NoteNewSession(in ModelArrival arrival)
    {
        _isContradicted |= _hasStarted && _session == 0 && !_hasCrossed && Distance(arrival.Id) < 0;
        int evidence = (arrival.Id << 1) | arrival.Line;
        if (_firstOfNew < 0) _firstOfNew = evidence;
        else if (_firstOfNew != evidence) _isRestartProved = true;
    }
}
