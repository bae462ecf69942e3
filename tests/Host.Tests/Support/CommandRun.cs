using System.Text.Json;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Tests.Support;

/// <summary>One command line run in process, with captured streams.</summary>
internal sealed record CommandRun(int Code, string Out, string Error)
{
    /// <summary>What was printed, as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    public static CommandRun Of(params string[] args) => In(Environment.CurrentDirectory, args);

    public static CommandRun In(string folder, params string[] args) => In(folder, keys: null, CancellationToken.None, args);

    public static CommandRun In(string folder, Func<ConsoleKeyInfo>? keys, CancellationToken stop, params string[] args) =>
        With(static () => Stream.Null, folder, keys, args, stop);

    public static CommandRun WithInput(Func<Stream> input, params string[] args) =>
        With(input, Environment.CurrentDirectory, keys: null, args, CancellationToken.None);

    /// <summary>What was printed, each line as JSON.</summary>
    public JsonElement[] JsonLines =>
        [.. Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)];

    private static CommandRun With(Func<Stream> input, string folder, Func<ConsoleKeyInfo>? keys, string[] args, CancellationToken stop)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        using MemoryStream bytes = new();
        Terminal terminal = new() { Out = output, Error = error, OpenOut = () => bytes, OpenIn = input, Folder = folder, ReadKey = keys, Stop = stop };
        int code = CommandLine.Run(args, terminal);
        return new CommandRun(code, output + System.Text.Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }
}
