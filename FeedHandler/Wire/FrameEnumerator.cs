namespace FeedHandler.Wire;

/// <summary>Frames one behind the other, up to the end of the bytes or the first that is not whole.</summary>
/// <param name="bytes">The bytes.</param>
public ref struct FrameEnumerator(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>The frame, all of it.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Itself, from the frame on that comes next.</summary>
    public readonly FrameEnumerator GetEnumerator() => this;

    /// <summary>Goes on to the next frame.</summary>
    /// <returns>False when there is none.</returns>
    public bool MoveNext()
    {
        if (FrameDecoder.TryRead(_rest, out int frameBytes) != FrameResult.Frame) return false;
        Current = _rest[..frameBytes];
        _rest = _rest[frameBytes..];
        return true;
    }
}
