using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Orders;

/// <summary>A reader of a simulated channel that knows nothing but its packets, and what its instruments are.</summary>
internal sealed class WireChannel
{
    private const byte ImpliedOff = 6;
    private readonly Dictionary<int, WireBook> _books;
    private readonly List<WireMessage> _event = [];

    public WireChannel(SimulationOptions options)
    {
        Feed = new SimulatedFeed(options);
        PacketBytesMax = options.PacketBytesMax;
        _books = Feed.Instruments.ToDictionary(static instrument => instrument.SecurityId, static instrument => new WireBook(instrument.DirectDepth, instrument.ImpliedDepth));
    }

    public SimulatedFeed Feed { get; }

    public int PacketBytesMax { get; }

    public WireBook this[int securityId] => _books[securityId];

    /// <summary>Reads all packets.</summary>
    /// <param name="onMessage">Told of every message before it is applied; null for nobody.</param>
    /// <param name="onEvent">Told of every match event's messages when it has ended and was applied.</param>
    /// <param name="onPacket">Told after every packet.</param>
    public void Run(Action<WireMessage>? onMessage = null, Action<IReadOnlyList<WireMessage>>? onEvent = null, Action? onPacket = null)
    {
        while (Feed.TryNext(out SimulatedPacket packet))
        {
            foreach (WireMessage message in WireMessage.Of(packet.Bytes))
            {
                onMessage?.Invoke(message);
                Apply(message);
                _event.Add(message);
                if (message.IsEndOfEvent) End(onEvent);
            }

            onPacket?.Invoke();
        }
    }

    private void End(Action<IReadOnlyList<WireMessage>>? onEvent)
    {
        onEvent?.Invoke(_event);
        _event.Clear();
    }

    private void Apply(WireMessage message)
    {
        if (message.IsChannelReset)
        {
            foreach (WireBook book in _books.Values) book.Clear();
        }

        if (message.Status is { TradingEvent: ImpliedOff } off)
        {
            foreach (SimulatedInstrument instrument in Feed.Instruments.Where(off.Concerns)) _books[instrument.SecurityId].ClearImplied();
        }

        foreach (WireLevel level in message.Levels)
        {
            if (level.IsReset) _books[level.SecurityId].Clear();
            else if (level.IsDirect || level.IsImplied) _books[level.SecurityId].Apply(level);
        }

        foreach (WireOrder order in message.Orders) _books[order.SecurityId].Apply(order);
    }
}
