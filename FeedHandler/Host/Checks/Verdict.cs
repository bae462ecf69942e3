namespace FeedHandler.Host.Checks;

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
