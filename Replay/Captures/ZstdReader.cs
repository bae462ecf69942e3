using ZstdSharp;

namespace FeedHandler.Replay.Captures;

/// <summary>
/// Unpacks zstd (RFC 8878), one frame or several; frames that are to be skipped are. Everything in front of a fault is given before the fault is told.
/// A frame that asks for more memory than 128 MiB is refused as damaged.
/// </summary>
/// <param name="packed">The packed bytes; disposed with this.</param>
internal sealed class ZstdReader(Stream packed) : OnwardStream
{
    private readonly DecompressionStream _stream = new(new ZstdPieces(packed), checkEndOfStream: true, leaveOpen: false);

    /// <summary>Reads unpacked bytes.</summary>
    /// <exception cref="InvalidDataException">The zstd data are damaged; the message says how.</exception>
    /// <exception cref="EndOfStreamException">They are cut off.</exception>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _stream.Read(buffer);
        }
        catch (EndOfStreamException failure)
        {
            throw new EndOfStreamException("the zstd data are cut off: the file was not copied or written to its end; copy it again", failure);
        }
        catch (ZstdException failure)
        {
            throw new InvalidDataException($"the zstd data are damaged: {failure.Message}; copy the file again", failure);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _stream.Dispose();
        base.Dispose(disposing);
    }
}
