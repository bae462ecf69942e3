using System.CommandLine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Latency;

/// <summary>`feedhandler latency`: what histogram logs say.</summary>
internal static class LatencyCommand
{
    private const string Description = "Reads histogram logs (.hlog): reports them, adds them up, compares them.";

    private const string Examples = """
        Logs are those of run --hlog and replay --hlog, or of any HdrHistogram tool with values in nanoseconds.

        Examples:
          feedhandler latency report latency.hlog
          feedhandler latency merge monday.hlog tuesday.hlog --output both.hlog
          feedhandler latency compare before after
        """;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("latency", Description, Examples);
        command.Add(LatencyReportCommand.Create(terminal));
        command.Add(LatencyMergeCommand.Create(terminal));
        command.Add(LatencyCompareCommand.Create(terminal));
        command.SetAction(static int (ParseResult _) => throw new UsageException("latency is a group of commands: give report, merge or compare"));
        return command;
    }
}
