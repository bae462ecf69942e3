using System.Runtime.CompilerServices;
using FeedHandler.Native;
using FeedHandler.Native.IoUring;

namespace FeedHandler.Receivers.IoUring;

/// <content>Asking the kernel for what it has, and starting each socket's receive, again when it has ended.</content>
public sealed partial class IoUringReceiver
{
    private const int NoBuffers = 105;

    // Asked so often in vain, the next poll asks again. The kernel puts work on its list and then says so: what it did between the two is said to be
    // there until more comes, however often it is asked.
    private const int FruitlessMax = 8;

    private bool _isEnabled;

    // Takes everything that there is, and asks again for as long as a group has nothing here and may have something in the kernel: what a socket's
    // receive left there when it ended, or what one call of the kernel did not get to.
    private void Look()
    {
        _threadLooks = 0;
        int fruitlessCount = 0;
        do
        {
            if (!TryAsk()) return;
            fruitlessCount = TryTake() ? 0 : fruitlessCount + 1;
        }
        while ((fruitlessCount < FruitlessMax && IsOwed()) || (_watch is not null && IsThreadBehind()));
    }

    private bool IsOwed()
    {
        bool hasWork = _ring.HasWork;
        if (!hasWork && _unarmedCount == 0) return false;
        foreach (RingQueue queue in _queues)
        {
            if (queue.IsOwed(hasWork)) return true;
        }

        return false;
    }

    private bool TryAsk()
    {
        if (_unarmedCount > 0) return TryArm();
        return !_ring.HasWork || TryFlush();
    }

    private bool TryTake()
    {
        bool isClockRead = false;
        bool hasTaken = false;
        while (_ring.TryTake(out Completion completion))
        {
            hasTaken = true;
            if (completion.Tag >= ThreadTag)
            {
                _threadAnswer = completion.Tag;
                continue;
            }

            RingQueue queue = _queues[(int)completion.Tag];
            if (!isClockRead && !_order.IsByTime) ReadClockAnew();
            isClockRead = true;
            if (completion.HasBuffer) queue.Add(in completion, _refusedCountMax);
            if (completion.IsLast) End(queue, in completion);
        }

        return hasTaken;
    }

    private void ReadClockAnew()
    {
        foreach (RingQueue queue in _queues) queue.ReadClockAnew();
    }

    // A receive ends when there is no free buffer, when too many completions wait, or by an error. Meanwhile datagrams wait in the socket.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void End(RingQueue queue, in Completion completion)
    {
        if (completion.Result == -NoBuffers)
        {
            queue.Socket.Counters.AddBufferShortage();
        }
        else if (completion.Result < 0)
        {
            queue.Socket.Counters.AddError(-completion.Result);
            queue.GiveUp();
        }

        queue.Socket.Counters.AddRearm();
        queue.IsArmed = false;
        _unarmedCount++;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryArm()
    {
        if (!_isEnabled && !TryEnable()) return false;
        bool isNew = false;
        foreach (RingQueue queue in _queues)
        {
            if (queue.IsArmed || !queue.HasRoom || !queue.TryArm(_ring)) continue;
            _unarmedCount--;
            isNew = true;
        }

        return (!isNew && !_ring.HasWork) || TryFlush();
    }

    // Only now is it known which thread polls, and the kernel wants to know.
    private bool TryEnable()
    {
        NativeResult result = _ring.Enable();
        _isEnabled = result.IsSuccess;
        if (!_isEnabled) _queues[0].Socket.Counters.AddError(result.Errno);
        return _isEnabled;
    }

    private bool TryFlush()
    {
        int errno = _ring.Flush();
        if (errno != 0) _queues[0].Socket.Counters.AddError(errno);
        return errno == 0;
    }
}
