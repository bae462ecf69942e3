using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Slicing;

/// <summary>
/// What datagrams are of which only some fragments were read so far: reads ahead of whoever asks, as far as it takes until a datagram is whole or is known
/// not to become so. Bounded: where too many are kept for whoever is behind, the next is taken for one that does not become whole.
/// </summary>
/// <param name="files">The captures; they must stay open.</param>
/// <param name="isGroup">Which destinations are groups of the feed; null when none is known.</param>
internal sealed class FragmentLookahead(IReadOnlyList<CaptureFile> files, Predicate<UdpEndpoint>? isGroup)
{
    private const int CountMax = 4096;
    private readonly CaptureMerge _merge = new(files);
    private readonly FrameDecoder _decoder = new() { GivesCut = true, IsGroup = isGroup };
    private readonly Dictionary<long, WholeDatagram> _whole = [];
    private long _packets;
    private long _lastNumber;

    /// <summary>Finds a datagram.</summary>
    /// <param name="number">The number of its packet among those that came in fragments.</param>
    /// <returns>The datagram; null when it never becomes whole, or is none.</returns>
    public WholeDatagram? Find(long number)
    {
        WholeDatagram? found;
        while (!_whole.TryGetValue(number, out found) && MayCome(number) && TryAdvance())
        {
        }

        return found;
    }

    /// <summary>Forgets a datagram that nobody asks for any more.</summary>
    public void Forget(long number) => _whole.Remove(number);

    private bool MayCome(long number) => _whole.Count < CountMax && (number > _lastNumber || _decoder.Packets.IsUnderWay(number));

    private bool TryAdvance()
    {
        if (!_merge.TryRead(out CaptureRecord record)) return false;
        _decoder.Origin = _merge.FileIndex;
        bool hasDatagram = _decoder.TryGetUdp(in record, out UdpDatagram datagram);
        if (hasDatagram) _packets++;
        _lastNumber = Math.Max(_lastNumber, _decoder.FragmentOf);
        if (hasDatagram && _decoder.FragmentOf > 0) _whole.Add(_decoder.FragmentOf, new WholeDatagram(in datagram, _packets));
        return true;
    }
}

/// <summary>A datagram that was put together, with bytes of its own.</summary>
internal sealed class WholeDatagram
{
    private readonly byte[] _payload;
    private readonly UdpEndpoint _source;
    private readonly UdpEndpoint _destination;
    private readonly bool _isCut;

    /// <summary>Copies it.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="packetNumber">Its place among datagrams, from 1.</param>
    public WholeDatagram(in UdpDatagram datagram, long packetNumber)
    {
        _payload = datagram.Payload.ToArray();
        (_source, _destination, _isCut, PacketNumber) = (datagram.Source, datagram.Destination, datagram.IsCut, packetNumber);
    }

    /// <summary>Its place among datagrams, from 1.</summary>
    public long PacketNumber { get; }

    /// <summary>The datagram as a fragment has it, at that one's time.</summary>
    public UdpDatagram At(in CaptureRecord record) => new()
    {
        Payload = _payload,
        Source = _source,
        Destination = _destination,
        IsCut = _isCut,
        TimestampNs = record.TimestampNs,
        CaptureNs = record.TimestampNs,
        HasTime = record.HasTime,
    };
}

/// <summary>What became of the first fragments of packets, for those that follow them. Bounded: the oldest are forgotten.</summary>
internal sealed class FragmentMemory
{
    private const int CountMax = 4096;
    private readonly Dictionary<long, SliceReason> _reasons = [];

    /// <summary>Remembers what became of a first fragment.</summary>
    /// <param name="number">The packet's number among those that came in fragments, which grows.</param>
    /// <param name="reason">What became of it.</param>
    public void Remember(long number, SliceReason reason)
    {
        _reasons.Add(number, reason);
        _reasons.Remove(number - CountMax);
    }

    /// <summary>What became of the first fragment of a packet that came.</summary>
    public bool TryRecall(long number, out SliceReason reason) => _reasons.TryGetValue(number, out reason);
}
