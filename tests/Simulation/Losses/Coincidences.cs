using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Losses;

/// <summary>
/// Moves a feed of what is true, and knows the instruments that nobody can tell to be wrong: their own sequence started again in packets that were lost,
/// and when they were next seen it had come to the very number that was expected. Nothing in the packets that came shows it.
/// </summary>
internal sealed class Coincidences(SimulatedFeed feed)
{
    private readonly Dictionary<int, uint> _seen = [];
    private readonly HashSet<int> _restarted = [];
    private readonly HashSet<int> _hidden = [];

    public void AdvanceTo(uint seqNum)
    {
        while (feed.SeqNum != seqNum)
        {
            Dictionary<int, uint> before = feed.Instruments.ToDictionary(instrument => instrument.SecurityId, instrument => instrument.Truth.RptSeq);
            if (!feed.TryNext(out _)) return;
            foreach (var instrument in feed.Instruments)
            {
                var (id, rptSeq) = (instrument.SecurityId, instrument.Truth.RptSeq);
                if (!before.TryGetValue(id, out var rptSeqBefore) || rptSeq == rptSeqBefore) continue;
                if (feed.SeqNum == seqNum) See(id, rptSeqBefore, rptSeq);
                else if (rptSeq < rptSeqBefore) _restarted.Add(id);
            }
        }
    }

    /// <summary>Whether a book that is shown as whole is hidden from everybody; one that is not whole heals by what proves it.</summary>
    public bool IsHidden(int securityId, bool isWhole)
    {
        if (!isWhole) _hidden.Remove(securityId);
        return _hidden.Contains(securityId);
    }

    private void See(int id, uint rptSeqBefore, uint rptSeq)
    {
        if (_restarted.Remove(id) && _seen.TryGetValue(id, out var seen) && seen == rptSeqBefore && rptSeq > rptSeqBefore) _hidden.Add(id);
        _seen[id] = rptSeq;
    }
}
