using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Losses;

/// <summary>
/// Knows the instruments that nobody can tell to be wrong: their own sequence started again in packets that were lost, and when they were next seen it had
/// come to the very number that was expected. Nothing in the packets that came shows it.
/// </summary>
internal sealed class Coincidences
{
    private readonly Dictionary<int, uint> _seen = [];
    private readonly HashSet<int> _restarted = [];
    private readonly HashSet<int> _hidden = [];
    private readonly HashSet<int> _everHidden = [];

    /// <summary>Takes an instrument's numbers before and after a packet.</summary>
    /// <param name="securityId">The instrument.</param>
    /// <param name="rptSeqBefore">Its number before the packet.</param>
    /// <param name="rptSeq">Its number behind it.</param>
    /// <param name="isRestarted">Whether its sequence started again in the packet, though it may have come to the same number again.</param>
    /// <param name="isLost">Whether the packet was lost.</param>
    public void Note(int securityId, uint rptSeqBefore, uint rptSeq, bool isRestarted, bool isLost)
    {
        if (isLost && (isRestarted || rptSeq < rptSeqBefore)) _restarted.Add(securityId);
        else if (!isLost && rptSeq != rptSeqBefore) See(securityId, rptSeqBefore, rptSeq);
    }

    /// <summary>Whether a book that is shown as whole is hidden from everybody; one that is not whole heals by what proves it.</summary>
    public bool IsHidden(int securityId, bool isWhole)
    {
        if (!isWhole) _hidden.Remove(securityId);
        return _hidden.Contains(securityId);
    }

    /// <summary>Whether it ever was: a statistic that was lost then is not told again with the levels.</summary>
    public bool WasHidden(int securityId) => _everHidden.Contains(securityId);

    private void See(int id, uint rptSeqBefore, uint rptSeq)
    {
        bool isHidden = _restarted.Remove(id) && _seen.TryGetValue(id, out uint seen) && seen == rptSeqBefore && rptSeq > rptSeqBefore;
        if (isHidden) _everHidden.Add(id);
        if (isHidden) _hidden.Add(id);
        _seen[id] = rptSeq;
    }
}
