using FeedHandler.Core.Sharing;

namespace FeedHandler.Client;

/// <summary>Reads what a feed's writer says of instruments in shared memory, which may change at any time under whoever reads it.</summary>
internal sealed unsafe class SharedDirectory
{
    private const int AttemptMax = 1000;
    private readonly SharedFeedHeader* _header;
    private readonly SharedChannel* _channels;
    private readonly SharedInstrument* _records;
    private readonly long _annexBytes;

    /// <summary>Looks at an annex, which stays mapped as long as this is used.</summary>
    public SharedDirectory(nint annexAddress, long annexBytes)
    {
        _header = (SharedFeedHeader*)annexAddress;
        _channels = (SharedChannel*)((byte*)annexAddress + SharedFeedHeader.ChannelsOffset);
        _records = (SharedInstrument*)((byte*)annexAddress + SharedFeedHeader.InstrumentsOffset);
        _annexBytes = annexBytes;
        RecordCountMax = (int)Math.Clamp((annexBytes - SharedFeedHeader.InstrumentsOffset) / SharedInstrument.Bytes, 0, int.MaxValue);
    }

    /// <summary>How many records the memory has, whatever the header says.</summary>
    public int RecordCountMax { get; }

    /// <summary>Of which life of the writer the records are; 0 while one begins.</summary>
    public long EpochNumber => Volatile.Read(ref _header->EpochNumber);

    /// <summary>The event through which all images are complete.</summary>
    public long ImagesThrough => Volatile.Read(ref _header->ImagesThrough);

    /// <summary>How many records there are.</summary>
    public int RecordCount => Math.Clamp(Volatile.Read(ref _header->InstrumentCount), 0, RecordCountMax);

    /// <summary>How many instruments had no room.</summary>
    public int LeftOutCount => Volatile.Read(ref _header->LeftOutCount);

    /// <summary>How many channels there are.</summary>
    public int ChannelCount => Math.Clamp(_header->ChannelCount, 0, SharedFeedHeader.ChannelCountMax);

    /// <summary>The places of orders, as many as the memory bears out; none where the feed keeps no books by order.</summary>
    public SharedPlaces Places
    {
        get
        {
            int channelCount = ChannelCount;
            (int instruments, int orders) = (Volatile.Read(ref _header->InstrumentCountMax), Volatile.Read(ref _header->OrderCountMax));
            bool isThere = instruments >= 0 && orders > 0 && SharedFeedHeader.AnnexBytes(instruments, (long)orders * channelCount) <= _annexBytes;
            if (!isThere) return default;
            byte* first = (byte*)_header + SharedFeedHeader.OrdersOffset(instruments);
            return new SharedPlaces(_channels, channelCount, instruments, (SharedOrder*)first, orders);
        }
    }

    /// <summary>The last event of which orders may be in their places, as those that were copied before.</summary>
    public long OrdersThrough
    {
        get
        {
            Volatile.ReadBarrier();
            return Volatile.Read(ref _header->OrdersThrough);
        }
    }

    /// <summary>A channel, its fields read one by one.</summary>
    public SharedChannel Channel(int index) => _channels[(byte)index];

    /// <summary>Copies a record.</summary>
    /// <param name="index">Which, below <see cref="RecordCount"/>.</param>
    /// <param name="record">The copy.</param>
    /// <returns>False when it was being written all the time: look again later.</returns>
    public bool TryRead(int index, out SharedInstrument record)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)RecordCountMax, nameof(index));
        return TryCopy(_records + index, &_records[index].Version, out record);
    }

    /// <summary>Copies a record or a place between two looks at the same even version.</summary>
    /// <returns>False when it was being written all the time.</returns>
    internal static bool TryCopy<T>(T* shared, long* at, out T copy)
        where T : unmanaged
    {
        for (int attempt = 0; attempt < AttemptMax; attempt++)
        {
            long version = Volatile.Read(ref *at);
            copy = *shared;
            Volatile.ReadBarrier(); // the copy before the second look
            if ((version & 1) == 0 && *at == version) return true;
            Thread.SpinWait(8);
        }

        copy = default;
        return false;
    }
}
