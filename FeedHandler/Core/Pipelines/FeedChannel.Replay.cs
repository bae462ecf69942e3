using FeedHandler.Core.Packets;
using FeedHandler.Core.Recovery;

namespace FeedHandler.Core.Pipelines;

/// <content>Healing by packets that are sent again.</content>
public sealed partial class FeedChannel<TVenue, TDecoder, TStamps>
{
    private ulong _quietNext;
    private long _quietSinceNs;

    /// <summary>What replay did to the channel; null where nobody is asked.</summary>
    public ReplayCounters? Replay => _loss?.Counters;

    /// <summary>Takes packets that were sent again, as far as they have come, and tells what they heal. Called between polls.</summary>
    /// <param name="nowNs">The time now.</param>
    public void OnReplies(long nowNs)
    {
        if (_loss is { IsActive: true }) Heal(_loss, nowNs);
        else if (_recovery is { IsReplaying: true }) _recovery.EndReplay(isHealed: false); // the sequence started again, or nobody knows how it goes on
    }

    private void Heal(LossReplay<TVenue> loss, long nowNs)
    {
        ulong next = _arbitrator.NextNumber;
        if (next != _quietNext) (_quietNext, _quietSinceNs) = (next, nowNs);
        bool isHealed = loss.Step(_recovery!.History) && TellRestored(loss, next, isQuiet: nowNs - _quietSinceNs > QuietNs);
        if (isHealed) loss.Finish();
        if (!loss.IsActive) _recovery.EndReplay(isHealed && loss.Shadow.NeedyCount == 0);
    }

    private bool TellRestored(LossReplay<TVenue> loss, ulong next, bool isQuiet) => _decoder.TellRestored(
        loss.Shadow, loss.Counters, (uint)(next - 1), Math.Max(_decodedRxNs, loss.LastRxNs), isQuiet);

    // In front of the decoder's gap: what the channel was before is copied.
    private void OnLoss(LossReplay<TVenue> loss, ulong lostCount)
    {
        ulong next = _arbitrator.NextNumber;
        loss.OnLoss(next - lostCount, next, (_arbitrator.Epoch, _decodedSentNs), _decoder.Instruments, _decoder.HasLost);
        if (loss.IsActive) _recovery!.BeginReplay();
        else _recovery!.EndReplay(isHealed: false);
    }

    private static LossReplay<TVenue>? CreateReplay(ReplayLink? link, int channel, TDecoder decoder) =>
        link is not null && LossShadow.Create<TDecoder>(channel, decoder.Instruments.Books.CountMax) is { } shadow
            ? new LossReplay<TVenue>(link, shadow)
            : null;
}
