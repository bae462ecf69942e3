using System.Runtime.CompilerServices;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Receivers.Sockets;

/// <summary>A socket with the batch that was fetched from it last. What a poll does not hand over stays for the next.</summary>
/// <param name="socket">The socket.</param>
/// <param name="batch">Room for what is fetched; disposed with this.</param>
/// <param name="refusedCountMax">
/// Datagrams refused in one call of poll after which the socket counts as drained: more than its buffer can hold came during the call, and a sender
/// of rubbish must not keep the thread.
/// </param>
internal sealed class SocketQueue(GroupSocket socket, MessageBatch batch, int refusedCountMax) : GroupQueue(socket), IDisposable
{
    private int _head;
    private int _fetchedCount;
    private bool _asksForMany;
    private bool _followsOne;
    private bool _isDrained;

    /// <summary>The first datagram's payload, valid until the next fetch.</summary>
    internal ReadOnlySpan<byte> Payload => batch.PayloadOf(_head);

    /// <summary>Begins a call of poll: that the socket had nothing in the call before proves nothing now.</summary>
    /// <returns>Whether there is a datagram to hand over.</returns>
    internal bool Begin()
    {
        _isDrained = false;
        RefusedCount = 0;
        return HasHead || TryFill();
    }

    /// <summary>Fetches until there is a datagram to hand over, or the socket has none: after that it is asked no more in this call.</summary>
    /// <returns>Whether there is one.</returns>
    internal bool TryFill()
    {
        while (!HasHead && !_isDrained)
        {
            Fetch();
            Settle();
        }

        return HasHead;
    }

    /// <summary>Goes on to the next datagram of the batch.</summary>
    /// <returns>False when there is none to hand over.</returns>
    internal bool TryAdvance()
    {
        batch.Reset(_head++);
        HasHead = false;
        return Settle();
    }

    /// <inheritdoc/>
    public void Dispose() => batch.Dispose();

    private bool Settle()
    {
        for (; _head < _fetchedCount; batch.Reset(_head++))
        {
            ControlMessages control = batch.ControlOf(_head);
            if (TryAccept(batch.IsTruncated(_head), batch.SenderOf(_head), in control)) return true;
        }

        return false;
    }

    // A fetch of many looks for a second datagram before it returns the first; so a quiet socket is asked for one alone, and for many behind it.
    // Fewer than asked for is a proof that it had no more: nothing but that ends a fetch early, as such a socket has no errors of its peers to tell.
    private void Fetch()
    {
        int countMax = _asksForMany ? batch.Count : 1;
        ReadClockAnew();
        _head = 0;
        _fetchedCount = Socket.Socket.Fetch(batch, countMax, out int errno);
        if (errno != 0) FetchAgain(countMax, errno);
        int fewCount = _asksForMany && !_followsOne ? 1 : 0;
        _followsOne = !_asksForMany && _fetchedCount > 0;
        _asksForMany = _fetchedCount > fewCount;
        _isDrained = _fetchedCount < countMax || RefusedCount > refusedCountMax;
    }

    // An error is told once, and stands before datagrams that it does not concern.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FetchAgain(int countMax, int errno)
    {
        Socket.Counters.AddError(errno);
        _fetchedCount = Socket.Socket.Fetch(batch, countMax, out errno);
        if (errno != 0) Socket.Counters.AddError(errno);
    }
}
