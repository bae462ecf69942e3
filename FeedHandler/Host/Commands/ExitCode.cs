namespace FeedHandler.Host.Commands;

/// <summary>What a command returns to the shell.</summary>
internal static class ExitCode
{
    /// <summary>All good.</summary>
    public const int Good = 0;

    /// <summary>It ran, and what it checked does not hold.</summary>
    public const int CheckFailed = 1;

    /// <summary>It did not run: the command line or the input is wrong.</summary>
    public const int Usage = 2;
}
