using FeedHandler.Native.IoUring;
using FeedHandler.Receivers.Sockets;

namespace FeedHandler.Receivers.IoUring;

/// <summary>
/// A socket, the buffers into which the kernel receives for it, and those of them that are not handed over yet. Each group has buffers of its own: one
/// line cannot take them all and leave the other's packets in the kernel.
/// </summary>
/// <param name="socket">The socket.</param>
/// <param name="buffers">Its buffers.</param>
internal sealed class RingQueue(GroupSocket socket, ProvidedBuffers buffers) : GroupQueue(socket)
{
    // Each place holds a buffer: there are never more than there are buffers.
    private readonly Completion[] _waiting = new Completion[buffers.Count];
    private uint _head;
    private uint _tail;
    private bool _isGivenUp;

    /// <summary>Whether the kernel receives for the socket.</summary>
    internal bool IsArmed { get; set; }

    /// <summary>Whether a receive would find enough free buffers to be worth its start.</summary>
    internal bool HasRoom => _tail - _head <= (uint)buffers.Count / 2;

    /// <summary>Whether the kernel may have something of the group of which nothing is here.</summary>
    /// <param name="hasWork">Whether the kernel has said that it has something of any group.</param>
    internal bool IsOwed(bool hasWork) => !HasHead && !_isGivenUp && (hasWork || !IsArmed);

    /// <summary>The first datagram's payload, valid until the queue goes on.</summary>
    internal ReadOnlySpan<byte> Payload => buffers.PayloadOf(in _waiting[PlaceOf(_head)]);

    /// <summary>Begins a call of poll.</summary>
    internal void Begin()
    {
        RefusedCount = 0;
        _isGivenUp = false;
    }

    /// <summary>Expects no more of the group in this call.</summary>
    internal void GiveUp() => _isGivenUp = true;

    /// <summary>Starts the socket's receive.</summary>
    /// <param name="ring">The ring.</param>
    /// <returns>Whether the ring took it.</returns>
    internal bool TryArm(IoRing ring)
    {
        IsArmed = ring.TryReceive(Socket.Socket.Descriptor, buffers, (ulong)Socket.Index);
        return IsArmed;
    }

    /// <summary>Takes what the kernel received.</summary>
    /// <param name="completion">A completion that has a buffer.</param>
    /// <param name="refusedCountMax">Refused datagrams after which no more is expected of the group in this call.</param>
    internal void Add(in Completion completion, int refusedCountMax)
    {
        _waiting[PlaceOf(_tail++)] = completion;
        if (!HasHead) Settle();
        if (RefusedCount > refusedCountMax) GiveUp();
    }

    /// <summary>Gives the first datagram's buffer back, and goes on to the next.</summary>
    /// <returns>False when there is none to hand over.</returns>
    internal bool TryAdvance()
    {
        GiveBack();
        HasHead = false;
        return Settle();
    }

    private bool Settle()
    {
        for (; _head != _tail; GiveBack())
        {
            if (!buffers.TryRead(in _waiting[PlaceOf(_head)], out BufferedMessage message)) Socket.Counters.AddMalformed();
            else if (TryAccept(message.IsTruncated, message.Sender, in message.Control)) return true;
        }

        return false;
    }

    private void GiveBack()
    {
        buffers.GiveBack(_waiting[PlaceOf(_head++)].BufferIndex);
        buffers.Publish();
    }

    private int PlaceOf(uint number) => (int)(number & (uint)(_waiting.Length - 1));
}
