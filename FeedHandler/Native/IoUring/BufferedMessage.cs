using FeedHandler.Native.Sockets;

namespace FeedHandler.Native.IoUring;

/// <summary>A datagram in its buffer, valid until the buffer is given back.</summary>
/// <param name="payload">The payload, or its first part when it was too long.</param>
/// <param name="sender">The sender's socket address, as <see cref="SocketAddressBytes"/> has it.</param>
/// <param name="control">What the kernel told beside it.</param>
/// <param name="isTruncated">Whether it was longer than its room.</param>
public readonly ref struct BufferedMessage(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> sender, ControlMessages control, bool isTruncated)
{
    /// <summary>The payload, or its first part when it was too long.</summary>
    public readonly ReadOnlySpan<byte> Payload = payload;

    /// <summary>The sender's socket address, as <see cref="SocketAddressBytes"/> has it.</summary>
    public readonly ReadOnlySpan<byte> Sender = sender;

    /// <summary>What the kernel told beside it.</summary>
    public readonly ControlMessages Control = control;

    /// <summary>Whether it was longer than its room.</summary>
    public readonly bool IsTruncated = isTruncated;
}
