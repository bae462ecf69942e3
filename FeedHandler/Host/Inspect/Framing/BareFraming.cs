namespace FeedHandler.Host.Inspect.Framing;

/// <summary>No framing: messages with their headers, one behind the other.</summary>
internal sealed class BareFraming : PacketFraming
{
    /// <inheritdoc/>
    public override string Name => "none";

    /// <inheritdoc/>
    public override bool TryReadHead(ReadOnlySpan<byte> payload, out PacketHead head, out string? error)
    {
        (head, error) = (default, null);
        return true;
    }

    /// <inheritdoc/>
    public override bool TryReadFrame(ReadOnlySpan<byte> payload, int offset, out MessageFrame frame, out string? error)
    {
        (frame, error) = (Unmeasured(payload, offset), null);
        return true;
    }
}
