using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace FeedHandler.Host.Shell;

/// <summary>Prints the version of this program and the commit that it was built of, whatever program hosts it.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    private static readonly string WithCommit =
        typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The version that the build gave, without the commit that follows a plus sign when it was built in a repository.</summary>
    public static string Version { get; } = WithCommit.Split('+')[0];

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"feedhandler {WithCommit}");
        return ExitCode.Good;
    }
}
