using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Sharing;

namespace FeedHandler.Sinks.SharedMemory;

/// <summary>Keeps the records of instruments and channels in shared memory as the events say: those of which something was told since the last time.</summary>
internal sealed unsafe class ImageWriter
{
    private readonly SharedFeedHeader* _header;
    private readonly SharedChannel* _channels;
    private readonly SharedInstrument* _records;
    private readonly long _epochNumber;
    private readonly int[][] _recordOf; // by channel and index, from 1; 0 before there is one, -1 where there was no room
    private readonly (int Channel, int Index)[] _instrumentOf; // by record
    private readonly (long TransactTimeNs, uint SeqNum)[] _lastOf; // by record, of its last event
    private readonly int[] _told;
    private readonly bool[] _isTold;
    private readonly bool[] _isWithinEvent; // by channel
    private int _toldCount;
    private int _count;

    /// <summary>Sets up an annex in which no reader believes anything yet.</summary>
    public ImageWriter(nint annexAddress, long epochNumber, in SharedFeedShape shape)
    {
        _header = (SharedFeedHeader*)annexAddress;
        _channels = (SharedChannel*)((byte*)annexAddress + SharedFeedHeader.ChannelsOffset);
        _records = (SharedInstrument*)((byte*)annexAddress + SharedFeedHeader.InstrumentsOffset);
        _epochNumber = epochNumber;
        int indexCount = shape.IndexCountMax;
        _recordOf = [.. shape.ChannelIds.Select(_ => new int[indexCount])];
        _instrumentOf = new (int, int)[shape.InstrumentCountMax];
        _lastOf = new (long, uint)[shape.InstrumentCountMax];
        _told = new int[shape.InstrumentCountMax];
        _isTold = new bool[shape.InstrumentCountMax];
        _isWithinEvent = new bool[shape.ChannelIds.Count];
        Volatile.Write(ref _header->EpochNumber, 0);
        Volatile.WriteBarrier();
        (_header->InstrumentCountMax, _header->ChannelCount, _header->OrderCountMax) = (shape.InstrumentCountMax, shape.ChannelIds.Count, shape.OrderCountMax);
        (_header->InstrumentCount, _header->LeftOutCount) = (0, 0);
        for (int i = 0; i < shape.ChannelIds.Count; i++) _channels[i] = new SharedChannel { Id = shape.ChannelIds[i] };
    }

    /// <summary>Notes whose record is to be written.</summary>
    /// <param name="marketEvent">The event, which the books have taken.</param>
    /// <param name="bookCount">How many books the channel has.</param>
    public void Note(in MarketEvent marketEvent, int bookCount)
    {
        int channel = marketEvent.Channel;
        NoteChannel(marketEvent, ref _channels[channel]);
        _isWithinEvent[channel] = (marketEvent.Flags & EventFlags.EndOfEvent) == 0;
        int index = marketEvent.InstrumentIndex;
        if ((uint)index < (uint)bookCount) NoteInstrument(channel, index, marketEvent);
        if (index != MarketEvent.NoInstrument || marketEvent.Kind == EventKind.EventEnd) return;
        for (int i = 0; i < bookCount; i++) NoteInstrument(channel, i, marketEvent);
    }

    /// <summary>Writes the records that are to be written.</summary>
    /// <param name="through">The last event that is in the books.</param>
    /// <param name="channels">What is known of instruments, by channel.</param>
    public void Write(long through, ReadOnlySpan<ChannelReplicas> channels)
    {
        for (int i = 0; i < _toldCount; i++)
        {
            int record = _told[i];
            _isTold[record] = false;
            (int channel, int index) = _instrumentOf[record];
            ref readonly ChannelReplicas replicas = ref channels[channel];
            Write(record, through, index, replicas);
        }

        _toldCount = 0;
        if (_count != _header->InstrumentCount) Volatile.Write(ref _header->InstrumentCount, _count);
    }

    private void Write(int record, long through, int index, in ChannelReplicas replicas)
    {
        ref readonly InstrumentDefinition definition = ref replicas.Definitions[index];
        ref SharedInstrument shared = ref _records[record];
        long version = (shared.Version | 1) + 1; // a writer that was killed may have left an odd one
        Volatile.Write(ref shared.Version, version - 1);
        Volatile.WriteBarrier();
        Place(ref shared, record, through);
        (shared.IsDefined, shared.IsDeleted) = (definition.IsDefined ? (byte)1 : (byte)0, definition.IsDeleted ? (byte)1 : (byte)0);
        (shared.DisplayFactorNano, shared.MinPriceIncrementNano) = (definition.DisplayFactorNano, definition.MinPriceIncrementNano);
        definition.CopyTexts(ref shared.Symbol, ref shared.Group, ref shared.Asset, ref shared.SecurityType);
        replicas.Books.Books[index].CopyTo(ref shared.Book);
        shared.Statistics = replicas.Statistics[index];
        replicas.Orders?.CopyTo(index, ref shared);
        Volatile.Write(ref shared.Version, version);
    }

    private void Place(ref SharedInstrument shared, int record, long through)
    {
        (int channel, int index) = _instrumentOf[record];
        (shared.EpochNumber, shared.AsOf) = (_epochNumber, through);
        (shared.TransactTimeNs, shared.SeqNum) = _lastOf[record];
        (shared.Channel, shared.ChannelId, shared.InstrumentIndex) = (channel, _channels[channel].Id, index);
        shared.IsWithinEvent = _isWithinEvent[channel] ? (byte)1 : (byte)0;
    }

    private void NoteInstrument(int channel, int index, in MarketEvent marketEvent)
    {
        ref int place = ref _recordOf[channel][index];
        if (place == 0) place = AddRecord(channel, index);
        if (place < 0) return;
        int record = place - 1;
        _lastOf[record] = (marketEvent.TransactTimeNs, marketEvent.SeqNum);
        if (_isTold[record]) return;
        _isTold[record] = true;
        _told[_toldCount++] = record;
    }

    private int AddRecord(int channel, int index)
    {
        if (_count == _instrumentOf.Length)
        {
            Volatile.Write(ref _header->LeftOutCount, _header->LeftOutCount + 1);
            return -1;
        }

        _instrumentOf[_count] = (channel, index);
        return ++_count;
    }

    private static void NoteChannel(in MarketEvent marketEvent, ref SharedChannel channel)
    {
        Volatile.Write(ref channel.SeqNum, marketEvent.SeqNum);
        if (marketEvent.TransactTimeNs != 0) Volatile.Write(ref channel.TransactTimeNs, marketEvent.TransactTimeNs);
        if (marketEvent.Kind == EventKind.Gap) Volatile.Write(ref channel.LostPacketCount, channel.LostPacketCount + marketEvent.Quantity);
        Volatile.Write(ref channel.EventCount, channel.EventCount + 1);
    }
}
