using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Wire;

namespace FeedHandler.Sinks.Multicast;

/// <content>
/// The loop of snapshots. Each datagram begins with the packet and the event of which all of it is, so that any of them heals without the others; those of
/// one turn are numbered from 1.
/// </content>
internal sealed partial class ChannelPublisher
{
    private const int StepsOfInstrument = 2;
    private RestingOrder[] _orders = [];
    private SnapshotBeginMessage _moment; // of which the orders are that are being sent
    private OrderPart _part; // the next one of them; its count is 0 when none are
    private int _partSize;
    private int _ordersOf;
    private int _orderCount;
    private int _sentCount;
    private int _step; // of the turn: an instrument has two
    private long _turnNs = long.MinValue;
    private bool _isTurning;

    /// <summary>Turns that came to their end.</summary>
    public long TurnCount { get; private set; }

    /// <summary>Sends the next datagram of the loop.</summary>
    /// <param name="nowNs">The time, nanoseconds since the Unix epoch.</param>
    /// <returns>False when the next turn is not due yet.</returns>
    public bool TurnLoop(long nowNs)
    {
        if (!_plan.Loop.Any) return false;
        if (!_isTurning && !BeginTurn(nowNs)) return false;
        if (_part.PartCount > 0) SendPart(nowNs);
        else SendInstruments(nowNs);
        _plan.Loop.Flush();
        return true;
    }

    private bool IsThrough => _step == _books.Count * StepsOfInstrument;

    private SnapshotBeginMessage Moment => new(_lastSequence, _events.Next - 1, (uint)_books.Count, _plan.Id);

    private bool BeginTurn(long nowNs)
    {
        if (_turnNs != long.MinValue && nowNs - _turnNs < _settings.LoopPeriodNs) return false;
        (_isTurning, _turnNs, _step) = (true, nowNs, 0);
        _snapshots.Restart();
        return true;
    }

    private void SendInstruments(long nowNs)
    {
        Begin(Moment);
        while (!IsThrough && _part.PartCount == 0 && TryAddNext()) continue;
        if (IsThrough && _part.PartCount == 0) EndTurn();
        SendSnapshots(nowNs);
    }

    private void EndTurn()
    {
        int frameBytes = MulticastMessages.Encode(new SnapshotEndMessage(_lastSequence, (uint)_books.Count, _plan.Id), _frame);
        if (frameBytes > _snapshots.RoomBytes) return; // in the next datagram
        Add(frameBytes);
        _isTurning = false;
        TurnCount++;
    }

    private void Begin(in SnapshotBeginMessage moment) => Add(MulticastMessages.Encode(moment, _frame));

    private void Add(int frameBytes) => _snapshots.Add(_frame.AsSpan(0, frameBytes));

    private void SendSnapshots(long nowNs) => _plan.Loop.Send(_snapshots.Seal(nowNs));

    // An instrument's definition, then its book; what does not fit begins the next datagram.
    private bool TryAddNext()
    {
        int index = _step / StepsOfInstrument;
        EventPlace place = _previous.PlaceOf(_index, index, _lastSequence, _plan.Id);
        bool isBook = _step % StepsOfInstrument != 0;
        int frameBytes = isBook ? EncodeBook(index, place) : Encode(_books.Announcement(index), place);
        if (frameBytes > _snapshots.RoomBytes) return false;
        Add(frameBytes);
        _step++;
        if (isBook && _books.Orders is { } orders) BeginOrders(orders, index, place);
        return true;
    }

    private int EncodeBook(int index, in EventPlace place)
    {
        BookImage image = default;
        _books.CopyBook(index, ref image);
        MarketEvent head = _books.HeadOf(index, _index);
        return FrameEncoder.EncodeSnapshot(head, place, image, SnapshotCause.Loop, _books.IsWithinEvent, _books.Statistics(index), _frame);
    }

    // Few orders, or those of a book that is not known, go with the book; many are copied as of now and follow part by part.
    private void BeginOrders(ChannelOrders orders, int index, in EventPlace place)
    {
        OrderBookState state = orders.StateOf(index);
        int count = state == OrderBookState.Whole ? OrderSnapshots.Copy(orders.ViewOf(index), _orders) : 0;
        if (count > _orders.Length)
        {
            _orders = new RestingOrder[count + (count / 2)];
            OrderSnapshots.Copy(orders.ViewOf(index), _orders);
        }

        (_orderCount, _sentCount, _ordersOf, _moment) = (count, 0, index, Moment);
        _part = new OrderPart(_books.SecurityIdOf(index), 1, 1, state);
        if (OrderSnapshots.FrameBytes(count) <= _snapshots.RoomBytes)
        {
            AddPart(count, place);
            return;
        }

        _partSize = OrderSnapshots.OrderCountMax(_settings.PacketBytes - DatagramHeader.Bytes - MulticastMessages.BytesMax);
        _part = _part with { PartCount = (count + _partSize - 1) / _partSize };
    }

    private void SendPart(long nowNs)
    {
        Begin(_moment);
        EventPlace place = _previous.PlaceOf(_index, _ordersOf, _moment.Sequence, _plan.Id);
        AddPart(Math.Min(_partSize, _orderCount - _sentCount), place);
        SendSnapshots(nowNs);
    }

    private void AddPart(int count, in EventPlace place)
    {
        MarketEvent head = _books.HeadOf(_ordersOf, _index);
        Add(OrderSnapshots.Encode(head, place, _part, _orders.AsSpan(_sentCount, count), _frame));
        _sentCount += count;
        _part = _part.Part == _part.PartCount ? default : _part with { Part = _part.Part + 1 };
    }
}
