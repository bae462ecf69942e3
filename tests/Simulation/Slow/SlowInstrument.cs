namespace FeedHandler.Simulation.Slow;

/// <summary>What can be known of an instrument after a packet, and what of it cannot.</summary>
internal sealed partial class SlowInstrument
{
    private const int AssumedDirectDepth = 10;
    private const int AssumedImpliedDepth = 2;
    private const byte Halt = 2;
    private const byte NoChange = 103;

    // Of a session; settlement, fixing, cleared volume, open interest and limits are of the day.
    private static readonly SlowStatistic[] OfSession =
    [
        SlowStatistic.Open, SlowStatistic.IndicativeOpen, SlowStatistic.SessionHigh, SlowStatistic.SessionLow, SlowStatistic.Vwap, SlowStatistic.HighestBid,
        SlowStatistic.LowestOffer,
    ];

    private static readonly byte[] DefinedStatuses = [2, 4, 15, 17, 18, 20, 21, 24, 25, 26, 201, 202];
    private static readonly SlowStatistic[] AllStatistics = Enum.GetValues<SlowStatistic>();

    // What was told last; null is one that is known not to be, and what is not there is not known.
    private Dictionary<SlowStatistic, long?> _statistics = [];
    private Dictionary<ulong, SlowOrder>? _orders;
    private Dictionary<char, SlowSide> _sides = [];
    private bool _isDepthTold;
    private bool _areImpliedDoubtful; // what ends implied levels has no number of the instrument's, and may have been lost
    private bool _isLossPending; // until the next number says whether a packet that was lost was of it
    private bool? _isHaltedAlone;
    private uint? _rptSeq;

    /// <summary>An instrument of which nothing was heard before.</summary>
    /// <param name="isFromStart">Whether it is known that there was nothing to hear: its book is empty, by level and by order.</param>
    public SlowInstrument(bool isFromStart)
    {
        SetDepth(AssumedDirectDepth, AssumedImpliedDepth);
        if (!isFromStart) return;
        (_rptSeq, _orders, _isHaltedAlone, IsVolumeKnown) = (0, [], false, true);
        foreach (SlowSide side in _sides.Values) side.Empty();
        Reset(AllStatistics, isKnown: true);
    }

    public DefinitionSaid? Definition { get; private set; }

    /// <summary>The status, when it was told and nothing may have changed it unseen.</summary>
    public byte? Status { get; private set; }

    public bool IsVolumeKnown { get; private set; }

    public long? Volume { get; private set; }

    /// <summary>Whether every level of the book is known.</summary>
    public bool IsWhole => _isDepthTold && !_isLossPending && _rptSeq is not null && !(_areImpliedDoubtful && HasImplied)
        && _sides['0'].IsWhole(isBid: true) && _sides['1'].IsWhole(isBid: false) && _sides['E'].IsWhole(isBid: true) && _sides['F'].IsWhole(isBid: false);

    /// <summary>The orders, or null when they are not all known.</summary>
    public IReadOnlyDictionary<ulong, SlowOrder>? Orders => _orders;

    private bool HasImplied => _sides['E'].HasLevels || _sides['F'].HasLevels;

    /// <summary>Its last number, when one is known.</summary>
    public uint? RptSeq => _rptSeq;

    /// <summary>Whether it is known to be empty for that it has had no entry: whoever waits for one claims nothing before.</summary>
    public bool IsUntouched => _rptSeq is 0;

    public IEnumerable<SlowLevel> Levels(char type) => _sides[type].Levels;

    public SlowLevel? LevelAt(char type, int number) => _sides[type].At(number);

    /// <summary>A statistic, when it is known whether there is one.</summary>
    public bool TryGetStatistic(SlowStatistic kind, out long? value)
    {
        value = null;
        return !_isLossPending && _statistics.TryGetValue(kind, out value);
    }

    public SlowInstrument Copy()
    {
        SlowInstrument copy = (SlowInstrument)MemberwiseClone();
        copy._statistics = new(_statistics);
        copy._orders = _orders is null ? null : new(_orders);
        copy._sides = _sides.ToDictionary(static side => side.Key, static side => side.Value.Copy());
        return copy;
    }

    /// <summary>A packet was lost: it may have said anything.</summary>
    public void Lose()
    {
        _isLossPending = true;
        _areImpliedDoubtful |= HasImplied;
        _orders = null;
        (Status, _isHaltedAlone, IsVolumeKnown) = (null, null, false);
        foreach (SlowStatistic kind in OfSession) _statistics.Remove(kind); // a status may have ended the session
    }

    /// <summary>The channel was reset.</summary>
    public void Reset()
    {
        Empty();
        (_rptSeq, Volume, IsVolumeKnown, _isLossPending) = (0, null, true, false);
        Reset(AllStatistics, isKnown: true);
    }

    private void Empty()
    {
        foreach (SlowSide side in _sides.Values) side.Empty();
        _areImpliedDoubtful = false;
        _orders = [];
    }

    private void Forget()
    {
        foreach (SlowSide side in _sides.Values) side.Forget();
        _areImpliedDoubtful = false;
    }

    private void Reset(IEnumerable<SlowStatistic> kinds, bool isKnown)
    {
        foreach (SlowStatistic kind in kinds)
        {
            if (isKnown) _statistics[kind] = null;
            else _statistics.Remove(kind);
        }
    }

    private void SetDepth(int direct, int implied) => _sides = new()
    {
        ['0'] = new SlowSide(direct),
        ['1'] = new SlowSide(direct),
        ['E'] = new SlowSide(implied),
        ['F'] = new SlowSide(implied),
    };
}
