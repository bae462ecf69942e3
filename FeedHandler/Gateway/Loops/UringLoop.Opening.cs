using System.Diagnostics;
using FeedHandler.Gateway.Connections;
using FeedHandler.Native;
using FeedHandler.Native.IoUring;
using FeedHandler.Native.Memory;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Gateway.Loops;

/// <content>Opening, accepting and ending.</content>
public sealed unsafe partial class UringLoop
{
    private const int AcceptCountMax = 16;
    private const int AddressRoom = 64;
    private const int EndMs = 2000;

    private readonly PageMemory _addresses = PageMemory.Allocate((AcceptCountMax + 1) * AddressRoom);
    private int _acceptsUnderWay; // a bit for each

    // Room that no accept writes to: zeros, which are no address.
    private byte* Nowhere => (byte*)_addresses.Address + (AcceptCountMax * AddressRoom);

    /// <summary>Whether a loop could open its ring here: a ring is opened as it would, and closed.</summary>
    /// <param name="slotCount">Places for connections.</param>
    internal static bool IsToBeHad(int slotCount)
    {
        NativeResult result = OpenRing(slotCount, out IoRing? ring);
        ring?.Dispose();
        return result.IsSuccess;
    }

    /// <inheritdoc/>
    private protected override void OpenQueue()
    {
        MustSucceed(OpenRing(Options.SlotCountMax, out _ring));
        MustSucceed(_ring!.Register(_buffers));
        MustSucceed(_ring.Enable());
        Accept();
    }

    private static NativeResult OpenRing(int slotCount, out IoRing? ring)
    {
        NativeResult result = IoRing.Open(SubmissionCount, CompletionCount, IoRingMode.Deferred, out ring);
        if (result.IsSuccess) result = ring!.ProbeManyReceives();
        return result.IsSuccess ? ring!.RegisterFiles(slotCount) : result;
    }

    /// <inheritdoc/>
    private protected override void AcceptAgain() => Accept();

    /// <inheritdoc/>
    private protected override void CloseListener()
    {
        if (_acceptsUnderWay != 0)
        {
            _underWayCount++;
            while (!_ring!.TryCancel(Listener!.Descriptor, isPlace: false, TagOf(RingOperation.Accept, AcceptCountMax))) Enter(_ring.Flush());
            Enter(_ring.Flush());
        }

        base.CloseListener();
    }

    // What is under way ends, and all memory that the kernel may write to is its own no more.
    private protected override void CloseQueue()
    {
        if (_ring is null) return;
        CloseListener();
        long end = Environment.TickCount64 + EndMs;
        while (_underWayCount > 0 && Environment.TickCount64 < end)
        {
            Enter(_ring.WaitUs(1000));
            TakeAll();
        }

        Debug.Assert(_underWayCount == 0, "everything under way was cancelled");
        _ring.Dispose();
        _ring = null;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing) return;
        _buffers.Dispose();
        _sends.Dispose();
        _addresses.Dispose();
    }

    // No more at a time than there are free slots: what has no slot stays with the system.
    private void Accept()
    {
        int free = Connections.SlotCount - Connections.Count - int.PopCount(_acceptsUnderWay);
        for (int i = 0; i < AcceptCountMax && free > 0; i++)
        {
            if ((_acceptsUnderWay & (1 << i)) != 0) continue;
            _acceptsUnderWay |= 1 << i;
            _underWayCount++;
            free--;
            byte* room = (byte*)_addresses.Address + (i * AddressRoom);
            while (!_ring!.TryAccept(Listener!.Descriptor, room, TagOf(RingOperation.Accept, i))) Enter(_ring.Flush());
        }

        if (_acceptsUnderWay == 0) PauseAccepting();
    }

    private void TakeAccepted(int index, int result)
    {
        if (index == AcceptCountMax) return; // the end of accepting itself
        _acceptsUnderWay &= ~(1 << index);
        if (result >= 0 && !IsAccepting)
        {
            CloseUnopened(result); // what completed before its end came: nobody is told of it
        }
        else if (result >= 0)
        {
            ReadOnlySpan<byte> address = new((byte*)_addresses.Address + (index * AddressRoom), SocketAddressBytes.BytesMax);
            TakeConnection(result, PeerAddress.OfKernel(address));
        }

        if (!IsAccepting) return;
        if (result < 0 && StreamSocket.IsShortage(-result)) PauseAccepting();
        else Accept();
    }

    private void TakeConnection(int file, in PeerAddress peer)
    {
        int slot = Adopt(file, in peer);
        if (slot == ConnectionRecord.None)
        {
            CloseUnopened(file);
            return;
        }

        ref ConnectionRecord record = ref Connections[slot];
        Receive(slot, ref record);
        Handler.OnOpened(Connections.IdOf(slot), in peer);
    }

    private void CloseUnopened(int file)
    {
        _underWayCount++;
        while (!_ring!.TryClose(file, TagOf(RingOperation.Accept, AcceptCountMax))) Enter(_ring.Flush());
    }
}
