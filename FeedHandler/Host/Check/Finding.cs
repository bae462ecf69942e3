namespace FeedHandler.Host.Check;

/// <summary>What a check of the host found.</summary>
/// <param name="Name">What was looked at, such as "net.core.rmem_max".</param>
/// <param name="Verdict">Whether it matters.</param>
/// <param name="Found">What is there.</param>
/// <param name="Why">What it costs to leave it so; empty when it is good.</param>
/// <param name="Change">What to do about it; empty when it is good.</param>
internal sealed record Finding(string Name, Verdict Verdict, string Found, string Why = "", string Change = "")
{
    /// <summary>Something that is as it should be.</summary>
    public static Finding Good(string name, string found) => new(name, Verdict.Good, found);

    /// <summary>Something that costs latency or safety.</summary>
    public static Finding Advice(string name, string found, string why, string change) => new(name, Verdict.Advice, found, why, change);

    /// <summary>Something that keeps the configuration from working as it says.</summary>
    public static Finding Problem(string name, string found, string why, string change) => new(name, Verdict.Problem, found, why, change);
}

/// <summary>How much a finding matters.</summary>
internal enum Verdict
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>It works, and would work better with a change.</summary>
    Advice,

    /// <summary>The configuration cannot work as it says.</summary>
    Problem,
}
