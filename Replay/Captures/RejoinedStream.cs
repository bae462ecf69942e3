namespace FeedHandler.Replay.Captures;

/// <summary>A stream whose first bytes were read before, with them in front again. Only for reading onwards.</summary>
internal sealed class RejoinedStream(ReadOnlyMemory<byte> first, Stream rest) : OnwardStream
{
    private ReadOnlyMemory<byte> _first = first;

    public override int Read(Span<byte> buffer)
    {
        if (_first.IsEmpty || buffer.IsEmpty) return rest.Read(buffer);
        int length = Math.Min(_first.Length, buffer.Length);
        _first.Span[..length].CopyTo(buffer);
        _first = _first[length..];
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) rest.Dispose();
        base.Dispose(disposing);
    }
}
