using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;

namespace FeedHandler.Simulation.Channels;

/// <summary>
/// Holds a channel's counters against the packets that were offered to it: each ends in one place, of its group, of its line and of the channel. Nothing of
/// it is taken from the counters' own sums.
/// </summary>
internal sealed class Ledger(ArbitrationCounters counters)
{
    private readonly long[] _offered = new long[counters.Groups.Count];

    /// <summary>Notes that a packet was offered, and asserts that the ledger is even.</summary>
    public void Note(int group)
    {
        _offered[group]++;
        Check();
    }

    /// <summary>Asserts that the ledger is even and that nothing waits: no packet will come any more.</summary>
    public void CheckAtEnd()
    {
        Check();
        foreach (LineCounters group in counters.Groups)
        {
            if (group.Held != 0) Assert.Fail($"group {group.Group}: {group.Held} packets wait at the end");
        }
    }

    private void Check()
    {
        long offeredOnBoth = 0L;
        foreach (LineCounters group in counters.Groups)
        {
            long offered = _offered[group.Group];
            offeredOnBoth += offered;
            Check(group, offered, "group");
            Check(counters.Sum(group.Line), offered, "line"); // each line of these tests is one group
        }

        Check(counters.Sum(), offeredOnBoth, "channel");
    }

    private static void Check(LineCounters counts, long offered, string what)
    {
        long placed = counts.Delivered + counts.Duplicates + counts.Late + counts.Damaged + counts.Foreign + counts.Held;
        if (counts.Received == offered && placed == offered) return;
        Assert.Fail(
            $"ledger of {what} {counts.Line}: {offered} offered, {counts.Received} received = {counts.Delivered} + {counts.Duplicates} duplicates "
            + $"+ {counts.Late} late + {counts.Damaged} damaged + {counts.Foreign} foreign + {counts.Held} held");
    }
}
