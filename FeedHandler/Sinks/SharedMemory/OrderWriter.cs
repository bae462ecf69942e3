using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Sharing;

namespace FeedHandler.Sinks.SharedMemory;

/// <summary>Keeps the places of a channel's orders in shared memory as the events say, at once: a place may be ahead of the events that can be read.</summary>
internal sealed unsafe class OrderWriter : IDisposable
{
    private readonly SharedFeedHeader* _header;
    private readonly SharedChannel* _channel;
    private readonly SharedOrder* _places;
    private readonly long _epochNumber;
    private readonly OrderReplica _replica;
    private readonly uint[] _generations; // by the instrument's index

    /// <summary>Takes the memory of the books; that of the places is there, and what an earlier writer left in it is of another life.</summary>
    /// <param name="annexAddress">The annex.</param>
    /// <param name="epochNumber">Which life of the writer this is.</param>
    /// <param name="channel">The channel by its index.</param>
    /// <param name="shape">How large everything is.</param>
    public OrderWriter(nint annexAddress, long epochNumber, int channel, in SharedFeedShape shape)
    {
        _header = (SharedFeedHeader*)annexAddress;
        _channel = (SharedChannel*)((byte*)annexAddress + SharedFeedHeader.ChannelsOffset) + channel;
        _places = (SharedOrder*)((byte*)annexAddress + SharedFeedHeader.OrdersOffset(shape.InstrumentCountMax)) + ((long)channel * shape.OrderCountMax);
        _epochNumber = epochNumber;
        _replica = new OrderReplica(new OrderLimits(shape.IndexCountMax, shape.OrderCountMax, shape.OrderCountMax) { IsTouched = false });
        _generations = new uint[shape.IndexCountMax];
    }

    /// <summary>Takes an event of the channel.</summary>
    /// <param name="marketEvent">The event.</param>
    /// <param name="sequence">Its number in the stream.</param>
    public void Take(in MarketEvent marketEvent, long sequence)
    {
        if (marketEvent.Kind == EventKind.Order)
        {
            Volatile.Write(ref _header->OrdersThrough, sequence);
            Volatile.WriteBarrier();
        }

        Handler handler = new(this);
        _replica.Apply(marketEvent, ref handler);
        int index = marketEvent.InstrumentIndex;
        if (marketEvent.Kind == EventKind.OrderClear && (uint)index < (uint)_generations.Length) _generations[index]++;
        if (index != MarketEvent.NoInstrument || marketEvent.Kind is not (EventKind.BookClear or EventKind.ChannelReset)) return;
        foreach (ref uint generation in _generations.AsSpan()) generation++;
    }

    /// <summary>Says in an instrument's record how far its orders can be trusted, and which of them are there.</summary>
    /// <param name="index">The instrument's index.</param>
    /// <param name="record">The record, which is being written.</param>
    public void CopyTo(int index, ref SharedInstrument record)
    {
        record.OrdersState = (byte)_replica.Orders.StateApart(index);
        record.AreOrdersInDoubt = _replica.Orders.IsInDoubt ? (byte)1 : (byte)0;
        record.OrderGeneration = _generations[index];
    }

    /// <inheritdoc/>
    public void Dispose() => _replica.Dispose();

    private void Write(in OrderChange change)
    {
        int number = _replica.Orders.Books.PlaceOf(change);
        ref SharedOrder place = ref _places[number];
        RestingOrder order = change.Order;
        long version = (place.Version | 1) + 1; // a writer that was killed may have left an odd one
        Volatile.Write(ref place.Version, version - 1);
        Volatile.WriteBarrier();
        (place.EpochNumber, place.Id, place.PriceNano) = (_epochNumber, order.Id, order.PriceNano);
        (place.Quantity, place.Priority, place.Side) = (order.Quantity, order.Priority, (byte)order.Side);
        (place.InstrumentIndex, place.Generation) = (change.Instrument, _generations[change.Instrument]);
        place.IsResting = change.Outcome == OrderOutcome.Removed ? (byte)0 : (byte)1;
        Volatile.Write(ref place.Version, version);
        if (number >= _channel->OrdersUsed) Volatile.Write(ref _channel->OrdersUsed, number + 1);
    }

    private readonly struct Handler(OrderWriter writer) : IOrderHandler
    {
        public void OnOrder(in OrderChange change) => writer.Write(change);
    }
}
