namespace FeedHandler.Receivers.IoUring;

/// <content>
/// With a thread of the kernel: whether it is done. It fetches from a socket when it comes to it and tells of it some time later, and until then nothing
/// in our memory says that there is something. So, before a poll ends with nothing, the sockets must be empty, and then the thread must have answered to
/// a question that was put after that: what it had fetched before, it has told by then.
/// </content>
public sealed partial class IoUringReceiver
{
    // Tags of questions, above those of the groups.
    private const ulong ThreadTag = 1UL << 32;

    // About as much as 40 milliseconds of looking into memory: a thread that is kept from its core longer is not waited for.
    private const int ThreadLooksMax = 1 << 22;
    private const int SocketLooks = 64;

    private ulong _threadQuestion = ThreadTag;
    private ulong _threadAnswer = ThreadTag;
    private int _threadLooks;
    private bool _isThreadAsked;

    private bool IsThreadBehind()
    {
        if (Array.Exists(_queues, static queue => queue.HasHead) || _threadLooks > ThreadLooksMax)
        {
            _isThreadAsked = false;
            return false;
        }

        if (_isThreadAsked) return IsThreadSilent();
        _threadLooks += SocketLooks;
        if (_watch!.Wait(0) || !_ring.TryNothing(_threadQuestion + 1)) return true;
        _threadQuestion++;
        _isThreadAsked = TryFlush();
        return _isThreadAsked;
    }

    private bool IsThreadSilent()
    {
        _threadLooks++;
        _isThreadAsked = _threadAnswer != _threadQuestion;
        return _isThreadAsked;
    }
}
