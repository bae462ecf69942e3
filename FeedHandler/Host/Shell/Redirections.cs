
namespace FeedHandler.Host.Shell;

/// <summary>
/// The regular files that the process's standard streams were led from and to. A shell opened them before the command began, so that the command must
/// see that it neither writes them a second time, under another name, nor reads what it writes.
/// </summary>
/// <param name="In">The file that standard input is; null when it is none.</param>
/// <param name="Out">The files that standard output and standard error go to, each by its stream's name.</param>
internal sealed record Redirections(FileKey? In, IReadOnlyList<(string Stream, FileKey Key)> Out)
{
    private static readonly string[] Streams = ["standard input", "standard output", "standard error"]; // in the order of their descriptors

    /// <summary>No stream is a file.</summary>
    public static Redirections None { get; } = new(null, []);

    /// <summary>Those of this process.</summary>
    public static Redirections OfProcess()
    {
        List<(string Stream, FileKey Key)> outputs = [];
        for (int descriptor = 1; descriptor < Streams.Length; descriptor++)
        {
            if (FileKey.OfOpen(descriptor) is { } key) outputs.Add((Streams[descriptor], key));
        }

        return new Redirections(FileKey.OfOpen(descriptor: 0), outputs);
    }

    /// <summary>The stream that goes to a file; null when none does.</summary>
    /// <param name="key">The file.</param>
    public string? StreamTo(FileKey key)
    {
        foreach ((string stream, FileKey file) in Out)
        {
            if (file == key) return stream;
        }

        return null;
    }

    /// <summary>Refuses to read what standard output or standard error go to.</summary>
    /// <param name="terminal">Where paths begin.</param>
    /// <param name="inputs">Files that will be read, as typed; one that is null is none, and "-" is standard input.</param>
    /// <exception cref="UsageException">One of them is written by this command.</exception>
    public void RequireApart(Terminal terminal, IEnumerable<string?> inputs)
    {
        if (Out.Count == 0) return;
        foreach (string input in inputs.OfType<string>())
        {
            FileKey? key = input == "-" ? In : FileKey.Of(terminal.PathOf(input));
            if (key is { } file && StreamTo(file) is { } stream)
                throw new UsageException($"{(input == "-" ? Streams[0] : input)}: {stream} goes to it, and it is read here: lead {stream} elsewhere");
        }
    }
}
