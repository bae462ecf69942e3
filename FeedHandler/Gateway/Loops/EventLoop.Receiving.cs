using FeedHandler.Gateway.Buffers;
using FeedHandler.Gateway.Connections;

namespace FeedHandler.Gateway.Loops;

/// <content>From received bytes to the handler; what it leaves is kept for as long as there is something.</content>
public abstract unsafe partial class EventLoop
{
    /// <summary>Where a receive writes: behind the room for what was left of an earlier one.</summary>
    internal byte* ReceiveStart => (byte*)_receiveMemory.Address + Segments.SegmentBytes;

    /// <summary>Hands received bytes to the handler.</summary>
    /// <param name="slot">Whose.</param>
    /// <param name="record">Whose.</param>
    /// <param name="bytes">Where they are: at <see cref="ReceiveStart"/>, or elsewhere.</param>
    /// <param name="count">How many: at most <see cref="ReceiveBytes"/>.</param>
    internal void Received(int slot, ref ConnectionRecord record, byte* bytes, int count)
    {
        Counters.Add(LoopCount.ReceivedBytes, count);
        if (!record.IsUsable) return; // it is being closed: what comes is not for anybody
        if (!IsWithinRate(ref record, count))
        {
            Abandon(slot, CloseReason.TooFast);
            return;
        }

        ReadOnlySpan<byte> whole = Join(ref record, bytes, count);
        int consumed = Handler.OnReceived(Connections.IdOf(slot), whole);
        if ((uint)consumed > (uint)whole.Length) throw new InvalidOperationException($"A handler consumed {consumed} of {whole.Length} bytes.");
        if (record.IsUsable) Keep(slot, ref record, whole[consumed..]);
    }

    /// <summary>The peer has closed its side: what is queued is still sent.</summary>
    internal void PeerEnded(int slot, ref ConnectionRecord record)
    {
        record.States |= ConnectionStates.PeerEnded;
        if (record.Is(ConnectionStates.Lingering)) Abandon(slot, record.Reason);
        else if (!record.Is(ConnectionStates.Closing | ConnectionStates.Closed)) BeginClosing(slot, ref record, CloseReason.PeerClosed);
    }

    // What was kept goes in front of what came; while nothing was, the bytes are read where they are.
    private ReadOnlySpan<byte> Join(ref ConnectionRecord record, byte* bytes, int count)
    {
        int kept = record.PartialBytes;
        if (kept == 0) return new ReadOnlySpan<byte>(bytes, count);
        if (bytes != ReceiveStart) new ReadOnlySpan<byte>(bytes, count).CopyTo(new Span<byte>(ReceiveStart, ReceiveBytes));
        byte* start = ReceiveStart - kept;
        new ReadOnlySpan<byte>(Segments[record.PartialSegment].Address, kept).CopyTo(new Span<byte>(start, kept));
        return new ReadOnlySpan<byte>(start, kept + count);
    }

    private void Keep(int slot, ref ConnectionRecord record, ReadOnlySpan<byte> rest)
    {
        if (rest.Length == 0)
        {
            ReleasePartial(ref record);
        }
        else if (rest.Length > Options.PartialBytesMax)
        {
            Abandon(slot, CloseReason.PartialTooLong);
        }
        else if (record.PartialSegment == ConnectionRecord.None && !TryTakePartial(ref record))
        {
            Abandon(slot, CloseReason.Overload);
        }
        else
        {
            rest.CopyTo(new Span<byte>(Segments[record.PartialSegment].Address, Segments.SegmentBytes));
            record.PartialBytes = rest.Length;
        }
    }

    private bool TryTakePartial(ref ConnectionRecord record)
    {
        if (!Segments.TryRent(out SharedSegment? segment)) return false;
        record.PartialSegment = segment.Index;
        return true;
    }

    private void ReleasePartial(ref ConnectionRecord record)
    {
        if (record.PartialSegment == ConnectionRecord.None) return;
        Segments[record.PartialSegment].Release();
        record.PartialSegment = ConnectionRecord.None;
        record.PartialBytes = 0;
    }

    // A token bucket that holds what may come in a second.
    private bool IsWithinRate(ref ConnectionRecord record, int count)
    {
        int perSecond = Options.ReceivedBytesPerSecondMax;
        if (perSecond == 0) return true;
        uint now = (uint)NowMs;
        long refilled = record.ReceiveTokens + ((long)(now - record.ReceiveStampMs) * perSecond / 1000);
        if (refilled > record.ReceiveTokens) record.ReceiveStampMs = now;
        record.ReceiveTokens = (int)Math.Min(refilled, perSecond) - count;
        return record.ReceiveTokens >= 0;
    }
}
