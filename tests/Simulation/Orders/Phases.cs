using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Orders;

/// <summary>
/// Which status each instrument of a channel is in, as its messages say: what is said of a group or a product does not lift the halt of one instrument, and a
/// code that the venue does not define changes nothing.
/// </summary>
internal sealed class Phases(WireChannel channel)
{
    public const byte Halt = 2;
    public const byte Indication = 15;
    public const byte Open = 17;
    public const byte PreOpen = 21;
    private const byte ImpliedOn = 5;
    private const byte ImpliedOff = 6;
    private static readonly byte[] Defined = [Halt, 4, Indication, Open, 18, 20, PreOpen, 24, 25, 26];
    private static readonly WireStatus None = new("", "", 0, 0, 0, 0);
    private readonly Dictionary<int, WireStatus> _statuses = [];
    private readonly HashSet<int> _haltedAlone = [];
    private readonly HashSet<int> _impliedOff = [];

    public IEnumerable<int> SecurityIds => _statuses.Keys;

    public WireStatus this[int securityId] => _statuses.GetValueOrDefault(securityId, None);

    /// <summary>Whether orders of an instrument may imply prices of others.</summary>
    public bool Implies(int securityId) => this[securityId].Status == Open && !_impliedOff.Contains(securityId);

    /// <summary>Whether the best bid is not below the best offer.</summary>
    public bool IsCrossed(int securityId)
    {
        WireBook book = channel[securityId];
        return book.Levels(isBid: true).Count != 0 && book.Levels(isBid: false).Count != 0
            && book.Levels(isBid: true)[0].PriceNano >= book.Levels(isBid: false)[0].PriceNano;
    }

    public void Apply(WireMessage message)
    {
        if (message.Status is not { } status) return;
        foreach (SimulatedInstrument instrument in channel.Feed.Instruments)
        {
            bool isDefined = instrument.Truth.Definition is not null;
            if (isDefined && status.Concerns(instrument)) Apply(status, instrument.SecurityId);
        }
    }

    private void Apply(WireStatus status, int securityId)
    {
        if (status.TradingEvent == ImpliedOff) _impliedOff.Add(securityId);
        if (status.TradingEvent == ImpliedOn) _impliedOff.Remove(securityId);
        bool isAlone = status.SecurityId == securityId;
        if (!Defined.Contains(status.Status) || (!isAlone && _haltedAlone.Contains(securityId))) return;
        _statuses[securityId] = status;
        if (isAlone && status.Status == Halt) _haltedAlone.Add(securityId);
        else _haltedAlone.Remove(securityId);
    }
}
