using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Configuration;

/// <summary>Cores of the command line.</summary>
internal static class CoreChoice
{
    /// <summary>Refuses cores that the machine does not have.</summary>
    /// <param name="option">The option that names them.</param>
    /// <param name="cores">The cores.</param>
    /// <exception cref="UsageException">One of them does not exist.</exception>
    public static void Require(string option, params IEnumerable<int> cores)
    {
        IReadOnlySet<int> online = MachineCores.Online("/");
        foreach (int core in cores)
        {
            if (MachineCores.Problem(core, online) is { } problem) throw new UsageException($"{option} {core}: {problem}");
        }
    }
}
