using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Orders;

/// <summary>Which status each instrument of a channel is in, as its messages say.</summary>
internal sealed class Phases(WireChannel channel)
{
    private const byte NoChange = 103;
    private static readonly WireStatus None = new("", "", 0, 0, 0, 0);
    private readonly Dictionary<int, WireStatus> _statuses = [];

    public IEnumerable<int> SecurityIds => _statuses.Keys;

    public WireStatus this[int securityId] => _statuses.GetValueOrDefault(securityId, None);

    /// <summary>Whether the best bid is not below the best offer.</summary>
    public bool IsCrossed(int securityId)
    {
        WireBook book = channel[securityId];
        return book.Levels(isBid: true).Count != 0 && book.Levels(isBid: false).Count != 0
            && book.Levels(isBid: true)[0].PriceNano >= book.Levels(isBid: false)[0].PriceNano;
    }

    public void Apply(WireMessage message)
    {
        if (message.Status is not { } status || status.Status == NoChange) return;
        foreach (SimulatedInstrument instrument in channel.Feed.Instruments)
        {
            bool isMeant = status.IsOfGroup ? instrument.Group == status.Group
                : status.Asset.Length != 0 ? instrument.Asset == status.Asset : instrument.SecurityId == status.SecurityId;
            if (isMeant) _statuses[instrument.SecurityId] = status;
        }
    }
}
