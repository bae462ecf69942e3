using System.Runtime.CompilerServices;
using FeedHandler.Native;
using FeedHandler.Native.IoUring;
using FeedHandler.Receivers.Sockets;

namespace FeedHandler.Receivers.IoUring;

/// <content>Starting each socket's receive, and again when it has ended.</content>
public sealed partial class IoUringReceiver
{
    private const int NoBuffers = 105;

    private bool _isEnabled;

    // A receive ends when there is no free buffer, when too many completions wait, or by an error. Meanwhile datagrams wait in the socket.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void End(GroupSocket socket, in Completion completion)
    {
        if (completion.Result == -NoBuffers) socket.Counters.AddBufferShortage();
        else if (completion.Result < 0) socket.Counters.AddError(-completion.Result);
        socket.Counters.AddRearm();
        _isArmed[(int)completion.Tag] = false;
        _unarmedCount++;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Arm()
    {
        if (!_isEnabled && !Enable()) return;
        for (int i = 0; i < _sockets.Length; i++)
        {
            if (_isArmed[i] || !_ring.TryReceive(_sockets[i].Socket.Descriptor, _buffers, (ulong)i)) continue;
            _isArmed[i] = true;
            _unarmedCount--;
        }

        Flush();
    }

    // Only now is it known which thread polls, and the kernel wants to know.
    private bool Enable()
    {
        NativeResult result = _ring.Enable();
        _isEnabled = result.IsSuccess;
        if (!_isEnabled) _sockets[0].Counters.AddError(result.Errno);
        return _isEnabled;
    }
}
