using System.Buffers;
using System.Buffers.Binary;
using ZstdSharp;

namespace FeedHandler.Dbn;

/// <summary>
/// The bytes of a file, unpacked where it is packed with zstd, of one frame or several. Everything in front of a cut or a fault is given first. A frame that
/// asks for more memory than 128 MiB is refused.
/// </summary>
internal sealed class DbnInput : IDisposable
{
    private const uint ZstdMagic = 0xFD2FB528;
    private const int PackedBytes = 1 << 17;
    private readonly Stream _stream;
    private readonly DbnReaderOptions _options;
    private readonly byte[] _packed = new byte[PackedBytes];
    private readonly Decompressor? _decompressor;
    private int _at;
    private int _end;
    private bool _isInFrame;
    private long _unpackedCount;
    private long _takenCount;

    /// <summary>Looks at what the bytes are.</summary>
    public DbnInput(Stream stream, DbnReaderOptions options)
    {
        (_stream, _options) = (stream, options);
        _end = _stream.ReadAtLeast(_packed, sizeof(uint), throwOnEndOfStream: false);
        if (_end >= sizeof(uint) && BinaryPrimitives.ReadUInt32LittleEndian(_packed) == ZstdMagic) _decompressor = new Decompressor();
    }

    /// <summary>Whether the packed bytes end within a frame.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>Reads bytes.</summary>
    /// <param name="buffer">Takes them.</param>
    /// <returns>How many; 0 at the end.</returns>
    /// <exception cref="DbnException">What is packed is damaged, or more than is taken.</exception>
    public int Read(Span<byte> buffer) => _decompressor is null ? ReadPlain(buffer) : ReadPacked(buffer, _decompressor);

    /// <inheritdoc/>
    public void Dispose()
    {
        _decompressor?.Dispose();
        _stream.Dispose();
    }

    private int ReadPlain(Span<byte> buffer)
    {
        if (_at == _end) return _stream.Read(buffer);
        int count = Math.Min(buffer.Length, _end - _at);
        _packed.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    private int ReadPacked(Span<byte> buffer, Decompressor decompressor)
    {
        while (true)
        {
            if (_at == _end && !TryFill() && !_isInFrame) return 0;
            int written = Unpack(buffer, decompressor, out int taken);
            if (written > 0) return Bounded(written);
            if (taken > 0 || _at < _end) continue;
            IsCutOff = _isInFrame;
            return 0;
        }
    }

    private bool TryFill()
    {
        (_at, _end) = (0, _stream.Read(_packed));
        return _end > 0;
    }

    private int Unpack(Span<byte> buffer, Decompressor decompressor, out int taken)
    {
        try
        {
            OperationStatus status = decompressor.UnwrapStream(_packed.AsSpan(_at, _end - _at), buffer, out taken, out int written);
            _at += taken;
            _takenCount += taken;
            _isInFrame = status != OperationStatus.Done;
            if (status == OperationStatus.InvalidData) throw Damaged(null);
            return written;
        }
        catch (ZstdException failure)
        {
            throw Damaged(failure);
        }
    }

    private DbnException Damaged(Exception? failure) => new(
        _options.Name,
        _unpackedCount,
        FormattableString.Invariant($"the zstd data are damaged behind packed byte {_takenCount}{(failure is null ? "" : $" ({failure.Message})")}"),
        failure);

    private int Bounded(int written)
    {
        _unpackedCount += written;
        if (_unpackedCount <= _options.UnpackedBytesMax) return written;
        throw new DbnException(_options.Name, _unpackedCount, $"more is packed in it than the {_options.UnpackedBytesMax} bytes that are unpacked at most");
    }
}
