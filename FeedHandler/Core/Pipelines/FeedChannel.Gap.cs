using System.Runtime.CompilerServices;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Pipelines;

public sealed partial class FeedChannel<TVenue, TDecoder, TStamps>
{
    /// <summary>Gives up what has been missing for too long. To be called when no packet comes.</summary>
    /// <param name="nowNs">The time now; <see cref="long.MaxValue"/> at the end of a capture gives up everything that is missing.</param>
    public void OnIdle(long nowNs)
    {
        if (_arbitrator.HeldCount != 0) DrainHeld(nowNs);
    }

    /// <summary>Forgets the sequence of packets: the next one starts a new one. Instruments and counters stay.</summary>
    public void Restart() => _arbitrator.Reset();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void OnUnusual(Verdict verdict, in Packet packet, in PacketHeader header, long nowNs, long stampTicks)
    {
        switch (verdict)
        {
            case Verdict.Restart:
                _decoder.OnRestart((uint)header.First, packet.RxNs);
                _decoder.Decode(packet, header, stampTicks);
                break;
            case Verdict.Jump:
                DrainHeld(long.MaxValue);
                _decoder.OnGap(_arbitrator.SkipTo(header), (uint)header.First, packet.RxNs);
                _decoder.Decode(packet, header, stampTicks);
                break;
            default: // held or too large to hold: nothing to decode now
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DrainHeld(long nowNs)
    {
        do
        {
            while (_arbitrator.TryTakeHeld(out var packet))
            {
                if (TVenue.TryReadHeader(packet.Bytes, out var header)) _decoder.Decode(packet, header, TStamps.Enabled ? _stamps.Now() : 0);
            }

            if (!_arbitrator.TryDeclareGap(nowNs, out var lostCount)) return;
            _decoder.OnGap(lostCount, _arbitrator.NextSeqNum, _arbitrator.GapEndRxNs);
        }
        while (_arbitrator.HeldCount != 0);
    }
}
