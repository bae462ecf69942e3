using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using FeedHandler.Core.Frames;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Writing;

namespace FeedHandler.Replay.Captures;

/// <summary>
/// Walks the packets of a capture as CME DataMine sells them: a length of two bytes, then the packet, and nothing of addresses or of when it was received. Each
/// is given as a frame to a destination that stands for its file, at the time at which the venue sent it.
/// </summary>
internal struct MinedPacketCursor
{
    /// <summary>Bytes of the length in front of a packet.</summary>
    internal const int LengthBytes = 2;

    private const int SendingTimeOffset = 4;
    private const int PacketBytesMin = 12; // number and sending time
    private const int StandIns = 254;
    private const uint StandInNetwork = 0xE9FC_0000; // 233.252.0.0/24, which nobody uses (RFC 6676)
    private const ushort StandInPort = 20_000;

    private MappedBytes _bytes;
    private long _offset;
    private bool _isBigEndian;
    private bool _isPartial;
    private UdpFrameWriter? _writer;
    private byte[]? _frame;

    internal CaptureEnding Ending { get; private set; }

    /// <summary>Where the next packet begins.</summary>
    internal readonly long Offset => _offset;

    /// <summary>What stands for the description of an interface.</summary>
    internal static CaptureInterface Interface => new()
    {
        LinkType = LinkType.Ethernet,
        Scale = new TimestampScale(9, 0),
        Options = [9, 0, 1, 0, 9, 0, 0, 0], // if_tsresol
    };

    /// <summary>The destination that stands for a file.</summary>
    /// <param name="fileIndex">Its place among the captures, from 0.</param>
    internal static UdpEndpoint StandInOf(int fileIndex) =>
        UdpEndpoint.OfIPv4(StandInNetwork + 1 + (uint)(fileIndex % StandIns), (ushort)(StandInPort + 1 + fileIndex));

    /// <summary>Goes on with more of the file after it seemed to end.</summary>
    internal void Resume(MappedBytes bytes, bool isPartial)
    {
        _bytes = bytes;
        _isPartial = isPartial;
        Ending = CaptureEnding.None;
    }

    /// <summary>Begins at the first packet.</summary>
    /// <param name="bytes">The file as far as it has come.</param>
    /// <param name="isPartial">Whether more may come.</param>
    /// <param name="isBigEndian">The order of bytes in lengths.</param>
    /// <param name="fileIndex">The file's place among the captures, from 0.</param>
    internal void Begin(MappedBytes bytes, bool isPartial, bool isBigEndian, int fileIndex)
    {
        _bytes = bytes;
        _isPartial = isPartial;
        _isBigEndian = isBigEndian;
        _offset = 0;
        _writer ??= new UdpFrameWriter(StandInOf(fileIndex));
        _frame ??= GC.AllocateUninitializedArray<byte>(UdpFrameWriter.HeaderBytes + UdpFrameWriter.PayloadBytesMax, pinned: true);
        Ending = CaptureEnding.None;
    }

    internal unsafe bool TryRead(out RecordView view)
    {
        view = default;
        if (Ending.End != CaptureEnd.None) return false;
        long left = _bytes.Length - _offset;
        if (left < LengthBytes) return left == 0 && !_isPartial ? End(CaptureEnd.Clean, "") : EndCut(left, LengthBytes);
        int length = _bytes.ReadUInt16(_offset, BitConverter.IsLittleEndian == _isBigEndian);
        if (length is < PacketBytesMin or > UdpFrameWriter.PayloadBytesMax) return End(CaptureEnd.Corrupt, $"a packet of {length} bytes cannot be");
        if (length > left - LengthBytes) return EndCut(left - LengthBytes, length);
        ReadOnlySpan<byte> packet = new(_bytes.Start + _offset + LengthBytes, length);
        view.Start = (byte*)Unsafe.AsPointer(ref _frame![0]);
        view.CapturedLength = view.OriginalLength = _writer!.Write(packet, _frame);
        view.TimestampNs = (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(packet[SendingTimeOffset..]), long.MaxValue);
        view.FileOffset = _offset;
        view.LinkType = LinkType.Ethernet;
        _offset += LengthBytes + length;
        return true;
    }

    private bool EndCut(long left, int bytes) => End(CaptureEnd.Truncated, _isPartial ? "" : $"{left} bytes of the packet's or length's {bytes} are there");

    private bool End(CaptureEnd end, string reason)
    {
        Ending = new CaptureEnding(end, _offset, reason);
        return false;
    }
}
