namespace FeedHandler.Core.Recovery;

/// <summary>
/// Whether what one kind of loop tells is needed. Packets of the sequence are kept until a whole loop was needed by nobody; the loop itself is needed until
/// as many instruments were found well in it since the last need as it says that it has (FIX tag 911), however many loops that takes where packets of them
/// are lost; where it does not say, until a whole one had nobody who was not found well before. All of it is a function of packets.
/// </summary>
/// <param name="instrumentCountMax">How many instruments there can be.</param>
/// <param name="countsFromBeginning">Whether what was on its way before the need proves nothing, as it says not of which moment it is.</param>
internal sealed class LoopWatch(int instrumentCountMax, bool countsFromBeginning = false)
{
    private const int NoGroup = -1;
    private readonly uint[] _foundIn = new uint[instrumentCountMax]; // by instrument, the need in which it was found well last
    private uint _need = 1;
    private uint _foundCount;
    private uint _neededAt;
    private bool _isBound;
    private uint _foundBefore; // when the loop began that goes on
    private bool _tellsCount;
    private bool _hasBegun = !countsFromBeginning;
    private bool _wasWanted = true;
    private int _group = NoGroup;
    private long _beganNs; // when the loop began that goes on; 0 where it was not seen

    /// <summary>Whether packets of the sequence are kept for it.</summary>
    public bool IsWanted { get; private set; } = true;

    /// <summary>Whether the loop is needed.</summary>
    public bool IsNeeded { get; private set; } = true;

    /// <summary>An instrument was found to be in need: packets are kept, and a loop does not end with it.</summary>
    public void Want() => IsWanted = _wasWanted = true;

    /// <summary>Any instrument may be in need from here on: none was found well.</summary>
    /// <param name="last">The number of the channel's last packet, in the bits of the wire: what a snapshot says of an earlier moment proves nothing.</param>
    public void Need(uint last)
    {
        Want();
        (_neededAt, _isBound) = (last, true);
        IsNeeded = true;
        _need++;
        _foundCount = _foundBefore = 0;
        _beganNs = 0; // the group may have been left meanwhile
        _hasBegun = !countsFromBeginning;
    }

    /// <summary>What was needed since a moment came otherwise.</summary>
    /// <param name="wasNeeded">Whether the loop was needed at that moment.</param>
    public void Withdraw(bool wasNeeded)
    {
        IsNeeded &= wasNeeded;
        IsWanted &= wasNeeded;
    }

    /// <summary>An instrument of the loop is as well as the loop can make it.</summary>
    /// <param name="instrument">Its dense index.</param>
    /// <param name="loopCount">How many the loop says that it has; 0 where it does not.</param>
    /// <param name="lastIncluded">The number of the last packet that it includes; null where it does not say.</param>
    public void Find(int instrument, uint loopCount, uint? lastIncluded)
    {
        if (!_hasBegun || (uint)instrument >= (uint)_foundIn.Length) return;
        if (_isBound && lastIncluded is { } number && (int)(number - _neededAt) < 0) return;
        if (_foundIn[instrument] != _need) _foundCount++;
        _foundIn[instrument] = _need;
        _tellsCount |= loopCount != 0;
        if (loopCount != 0 && _foundCount >= loopCount) Rest();
    }

    /// <summary>A loop begins. Both lines have it; for what is kept, the first whose beginning came is followed.</summary>
    /// <param name="group">The group by which it came.</param>
    /// <param name="rxNs">When, nanoseconds since the Unix epoch.</param>
    /// <returns>How long the one before took, in nanoseconds; 0 where not all of it was seen.</returns>
    public long OnLoop(int group, long rxNs)
    {
        _hasBegun = true;
        if (_group == NoGroup) _group = group;
        if (group != _group) return 0;
        long loopNs = _beganNs == 0 ? 0 : rxNs - _beganNs;
        _beganNs = rxNs;
        IsWanted = _wasWanted;
        _wasWanted = false;
        if (!_tellsCount && _foundCount > 0 && _foundCount == _foundBefore) Rest();
        _foundBefore = _foundCount;
        return loopNs;
    }

    private void Rest() => IsNeeded = IsWanted = _wasWanted = false;
}
