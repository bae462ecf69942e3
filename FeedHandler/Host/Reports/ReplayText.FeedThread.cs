using System.Globalization;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Stalls;
using FeedHandler.Replay;

namespace FeedHandler.Host.Reports;

internal static partial class ReplayText
{
    private const int InterruptersMax = 8;

    private static void WriteFeedThread(TextPage output, PollCounters? polls)
    {
        if (polls is null) return;
        string busy = polls.DutyCycle is { } share ? string.Create(CultureInfo.InvariantCulture, $", busy {share:P1} of the time") : ", waiting in the kernel";
        string burst = $"bursts of up to {Number(polls.BurstMax)} packets";
        output.WriteLine($"polls    {Number(polls.PollCount)}, {Number(polls.EmptyCount)} of them empty{busy}; {burst}");
        if (!polls.IsSpinning) return;
        StallLog stalls = polls.Stalls;
        string from = DurationText.Of(polls.StallNs);
        if (stalls.Count == 0)
        {
            output.WriteLine($"stalls   none of {from} or more");
            return;
        }

        List<string> causes = [];
        foreach (StallCause cause in StallCauses.All)
        {
            if (stalls.CountOf(cause) > 0) causes.Add($"{Number(stalls.CountOf(cause))} {WordsOf(cause)} {DurationText.Of(stalls.DurationNsOf(cause))}");
        }

        string longest = DurationText.Of(stalls.Durations.MaxNs);
        output.WriteLine($"stalls   {Number(stalls.Count)} of {from} or more, the longest {longest}: {string.Join(", ", causes)}");
        foreach ((string name, long count) in polls.Interrupters.Take(InterruptersMax))
            output.WriteLine(PlainText.Of($"         {Number(count)} times by {name}"));
    }

    private static string WordsOf(StallCause cause) => cause switch
    {
        StallCause.Work => "of work",
        StallCause.Collection => "by collections",
        StallCause.PageFault => "by page faults",
        StallCause.Preemption => "by preemption",
        StallCause.Wait => "of waiting",
        StallCause.Interrupt => "by interrupts",
        StallCause.Frequency => "by changes of frequency",
        _ => "by interruption",
    };
}
