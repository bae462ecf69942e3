namespace FeedHandler.Host.Tune.Counters;

/// <summary>What was counted while the feed was measured as it is.</summary>
/// <param name="Name">Of what, such as "interrupts of core 1".</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">In what, such as "/s" or "%".</param>
/// <param name="Source">Where the number comes from, to look at it oneself.</param>
internal sealed record Counter(string Name, double Value, string Unit, string Source)
{
    /// <summary>The share of time in which the hypervisor ran something else.</summary>
    public const string Stolen = "time stolen by the hypervisor";

    /// <summary>The share of time in which threads of the feed were ready and had no core.</summary>
    public const string Delayed = "threads that waited for a core";

    /// <summary>How often the kernel took a core from a thread of the feed.</summary>
    public const string Preempted = "switches that were forced";
}
