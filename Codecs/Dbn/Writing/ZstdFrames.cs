using System.Buffers;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace FeedHandler.Dbn;

/// <summary>Packs bytes into frames of zstd with checksums. Takes a buffer and nothing after it.</summary>
/// <param name="stream">Takes what is packed.</param>
/// <param name="level">How hard it tries.</param>
internal sealed class ZstdFrames(Stream stream, int level) : IDisposable
{
    private readonly Compressor _compressor = Create(level);
    private readonly byte[] _packed = new byte[1 << 17];
    private bool _isInFrame;

    /// <summary>Packs bytes; a frame begins where none is begun.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            _compressor.WrapStream(bytes, _packed, out int taken, out int written, isFinalBlock: false);
            stream.Write(_packed.AsSpan(0, written));
            bytes = bytes[taken..];
            _isInFrame = true;
        }
    }

    /// <summary>Ends the frame: what was packed so far can be read, whatever becomes of the rest.</summary>
    public void EndFrame()
    {
        if (!_isInFrame) return;
        OperationStatus status;
        do
        {
            status = _compressor.FlushStream(_packed, out int written, isFinalBlock: true);
            stream.Write(_packed.AsSpan(0, written));
        }
        while (status == OperationStatus.DestinationTooSmall);

        _isInFrame = false;
    }

    /// <inheritdoc/>
    public void Dispose() => _compressor.Dispose();

    private static Compressor Create(int level)
    {
        Compressor compressor = new(level);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        return compressor;
    }
}
