using System.Buffers.Binary;

namespace FeedHandler.Replay.Captures;

/// <summary>
/// The bytes of zstd in the pieces of its format (RFC 8878): a header, a block or a checksum at a time. Whoever unpacks piece by piece has given all that
/// stands in front of a damaged one before it meets that one.
/// </summary>
/// <param name="packed">The packed bytes; disposed with this.</param>
internal sealed class ZstdPieces(Stream packed) : OnwardStream
{
    private const uint FrameMagic = 0xFD2FB528;
    private const uint SkippableMagic = 0x184D2A50; // and the fifteen behind it
    private const int MagicBytes = 4;
    private const int BlockHeadBytes = 3;
    private const int ChecksumBytes = 4;
    private const int HeadBytesMax = 18;
    private const int RunBlock = 1; // one byte, that is repeated
    private readonly byte[] _head = new byte[HeadBytesMax];
    private int _headLength;
    private int _headPosition;
    private long _left;
    private bool _hasChecksum;
    private Piece _next;

    private enum Piece
    {
        Frame,
        Block,
        Checksum,
    }

    /// <summary>Whether a stream begins as zstd does: with a frame, or with one that is skipped.</summary>
    /// <param name="first">Its first four bytes, or fewer where it is shorter.</param>
    internal static bool IsFrame(ReadOnlySpan<byte> first) =>
        first.Length >= MagicBytes && BinaryPrimitives.ReadUInt32LittleEndian(first) is var magic && (magic == FrameMagic || IsSkippable(magic));

    /// <summary>Reads on, never over the end of a piece.</summary>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        if (_headPosition == _headLength && _left == 0) Begin();
        int length = Math.Min(_headLength - _headPosition, buffer.Length);
        if (length > 0)
        {
            _head.AsSpan(_headPosition, length).CopyTo(buffer);
            _headPosition += length;
            return length;
        }

        int readCount = packed.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= readCount;
        return readCount;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) packed.Dispose();
        base.Dispose(disposing);
    }

    private static bool IsSkippable(uint magic) => (magic & 0xFFFF_FFF0) == SkippableMagic;

    // Where the bytes end within a head, what there is of it is given, and then nothing.
    private void Begin()
    {
        (_headLength, _headPosition) = (0, 0);
        if (_next == Piece.Frame) BeginFrame();
        else if (_next == Piece.Block) BeginBlock();
        else if (TryTake(ChecksumBytes)) _next = Piece.Frame;
    }

    private void BeginFrame()
    {
        if (!TryTake(MagicBytes)) return;
        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(_head);
        if (magic != FrameMagic)
        {
            // What is no frame has no pieces, and the unpacker says what it is.
            if (!IsSkippable(magic)) _left = long.MaxValue;
            else if (TryTake(sizeof(uint))) _left = BinaryPrimitives.ReadUInt32LittleEndian(_head.AsSpan(MagicBytes));
            return;
        }

        if (!TryTake(1)) return;
        int flags = _head[MagicBytes];
        bool isSingle = (flags & 0x20) != 0;
        int window = isSingle ? 0 : 1;
        int dictionary = (1 << (flags & 3)) >> 1;
        int contentSize = flags >> 6 is > 0 and int power ? 1 << power : isSingle ? 1 : 0;
        _hasChecksum = (flags & 4) != 0;
        if (TryTake(window + dictionary + contentSize)) _next = Piece.Block;
    }

    private void BeginBlock()
    {
        if (!TryTake(BlockHeadBytes)) return;
        int head = _head[0] | (_head[1] << 8) | (_head[2] << 16);
        _left = ((head >> 1) & 3) == RunBlock ? 1 : head >> 3;
        if ((head & 1) != 0) _next = _hasChecksum ? Piece.Checksum : Piece.Frame;
    }

    private bool TryTake(int count)
    {
        int readCount = packed.ReadAtLeast(_head.AsSpan(_headLength, count), count, throwOnEndOfStream: false);
        _headLength += readCount;
        return readCount == count;
    }
}
