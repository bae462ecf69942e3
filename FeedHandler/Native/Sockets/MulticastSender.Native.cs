using System.Runtime.InteropServices;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Sockets;

public sealed unsafe partial class MulticastSender
{
    private const int Interrupted = 4;

    private void Link(int index)
    {
        _vectors[index].Start = _payloads + (index * BatchedBytesMax);
        ref MultiMessage message = ref _messages[index];
        message.Address = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_address, 0);
        message.AddressBytes = (uint)_address.Length;
        message.Vectors = _vectors + index;
        message.VectorCount = 1;
    }

    /// <summary>sendmmsg(2): the number of messages sent, or −1.</summary>
    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    private static partial int SendMessages(int descriptor, MultiMessage* messages, uint count, int flags);
}
