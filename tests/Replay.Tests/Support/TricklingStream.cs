namespace FeedHandler.Replay.Tests.Support;

/// <summary>Bytes that come in small portions, as from a slow pipe.</summary>
internal sealed class TricklingStream(byte[] bytes, int portion) : MemoryStream(bytes)
{
    public override bool CanSeek => false;

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(portion, buffer.Length)]);

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(portion, count));
}
