using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace FeedHandler.Host.Commands;

/// <summary>Prints the version of this program, whatever program hosts it.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <summary>The version that the build gave, without the revision that follows a plus sign.</summary>
    public static string Version { get; } =
        (typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+')[0];

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"feedhandler {Version}");
        return ExitCode.Good;
    }
}
