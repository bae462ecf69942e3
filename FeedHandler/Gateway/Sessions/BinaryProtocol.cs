using FeedHandler.Codecs.Normalized;
using FeedHandler.Gateway.Connections;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Sessions;

/// <summary>Frames, one behind the other, both ways.</summary>
internal sealed class BinaryProtocol(GatewaySessions sessions) : IConnectionProtocol
{
    // No message of a client is longer than its texts allow.
    private const int FrameBytesMax = 2048 + 128;

    /// <inheritdoc/>
    public int Receive(ConnectionId id, ReadOnlySpan<byte> bytes)
    {
        int taken = 0;
        while (sessions.SessionOf(id) is { Phase: SessionPhase.Logon or SessionPhase.Live })
        {
            FrameResult result = FrameDecoder.TryRead(bytes[taken..], out int frameBytes);
            bool isTooLong = bytes.Length - taken >= FrameHeader.LengthBytes && BitConverter.ToUInt16(bytes[taken..]) > FrameBytesMax;
            if (result == FrameResult.Malformed || isTooLong) sessions.RefuseMalformed(id);
            else if (result == FrameResult.NeedMore) return taken;
            else sessions.OnFrame(id, bytes.Slice(taken, frameBytes));
            taken += frameBytes;
        }

        return bytes.Length;
    }

    /// <inheritdoc/>
    public void Send(ConnectionId id, in SharedFrame frames) => sessions.Loop.Send(id, frames.Segment, frames.Offset, frames.Length);

    /// <inheritdoc/>
    public void Send(ConnectionId id, ReadOnlySpan<byte> frames) => sessions.Loop.Send(id, frames);
}
