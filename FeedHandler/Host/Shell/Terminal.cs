using System.Text;
using FeedHandler.Native.Files;
using FeedHandler.Replay;
using Microsoft.Win32.SafeHandles;

namespace FeedHandler.Host.Shell;

/// <summary>Everything of the outside that a command touches besides files, so that tests run commands in process.</summary>
internal sealed record Terminal
{
    /// <summary>Takes results.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Takes errors, warnings and progress.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Takes bytes that go where <see cref="Out"/> goes; flush one before the other is used.</summary>
    public required Func<Stream> OpenOut { get; init; }

    /// <summary>Gives standard input as bytes.</summary>
    public Func<Stream> OpenIn { get; init; } = static () => Stream.Null;

    /// <summary>Reads a key; null when keys cannot be read, and then nothing is interactive.</summary>
    public Func<ConsoleKeyInfo>? ReadKey { get; init; }

    /// <summary>Whether <see cref="Out"/> may be coloured.</summary>
    public bool IsColoured { get; init; }

    /// <summary>Whether somebody watches <see cref="Error"/>.</summary>
    public bool ShowsProgress { get; init; }

    /// <summary>How large the screen is now: whoever draws again and again asks again, for people resize it.</summary>
    public Func<(int Columns, int Rows)> Size { get; init; } = static () => (ColumnCountDefault, RowCountDefault);

    /// <summary>Whether <see cref="Out"/> is a screen, on which a report keeps to its width; a file or a pipe has none.</summary>
    public bool IsScreen { get; init; }

    /// <summary>Whether whoever read <see cref="Out"/> has gone, as `head` does when it has read enough. A system call.</summary>
    public Func<bool> IsOutGone { get; init; } = static () => false;

    /// <summary>Whether <see cref="Error"/> is a screen.</summary>
    public bool IsErrorScreen { get; init; }

    /// <summary>Takes a report for a person.</summary>
    public TextPage Page => new(Out, IsScreen ? Size().Columns : int.MaxValue);

    /// <summary>Takes a report beside the results.</summary>
    public TextPage ErrorPage => new(Error, IsErrorScreen ? Size().Columns : int.MaxValue);

    /// <summary>Where relative paths begin and the search for the repository's captures too.</summary>
    public required string Folder { get; init; }

    /// <summary>The folder that stands for / where a command looks at the host; tests have their own.</summary>
    public string SystemRoot { get; init; } = "/";

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Whoever asks where the work stands.</summary>
    public Inquiry Inquiry { get; init; } = new();

    /// <summary>Who reads something again on SIGHUP.</summary>
    public HangUps HangUps { get; init; } = new();

    /// <summary>The files that the standard streams are.</summary>
    public Redirections Redirected { get; init; } = Redirections.None;

    private const int ColumnCountDefault = 80;
    private const int RowCountDefault = 24;

    /// <summary>A path as typed where it can stay so, so that messages name what was typed.</summary>
    public string PathOf(string path) => Folder == Environment.CurrentDirectory ? path : Path.Combine(Folder, path);

    /// <summary>Says something on <see cref="Error"/>, whatever names and words it repeats.</summary>
    /// <param name="message">One line.</param>
    public void Tell(string message) => Error.WriteLine($"feedhandler: {PlainText.Of(message)}");

    /// <summary>The terminal that started the process.</summary>
    /// <param name="inquiry">Whoever asks where the work stands.</param>
    /// <param name="stop">Cancelled by Ctrl-C.</param>
    public static Terminal OfProcess(Inquiry inquiry, CancellationToken stop) => new()
    {
        Out = Writer(Console.OpenStandardOutput(), isError: false), // a terminal can go too, while something is written to it
        Error = Writer(Console.OpenStandardError(), isError: true),
        OpenOut = static () => new StandardOutput(StandardStream.OpenOut(), isError: false),
        OpenIn = Console.OpenStandardInput,
        ReadKey = Console.IsInputRedirected || Console.IsOutputRedirected ? null : () => Console.ReadKey(intercept: true),
        IsColoured = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        ShowsProgress = !Console.IsErrorRedirected,
        IsScreen = !Console.IsOutputRedirected,
        IsErrorScreen = !Console.IsErrorRedirected,
        IsOutGone = static () => PipeEnd.IsGone(StandardStream.OutputHandle),
        Size = SizeOfScreen,
        Folder = Environment.CurrentDirectory,
        Stop = stop,
        Inquiry = inquiry,
        Redirected = Redirections.OfProcess(),
    };

    // Some terminals tell no size, or zero.
    private static (int Columns, int Rows) SizeOfScreen()
    {
        if (Console.IsOutputRedirected && Console.IsErrorRedirected) return (ColumnCountDefault, RowCountDefault);
        (int columns, int rows) = (Console.WindowWidth, Console.WindowHeight);
        return (columns > 0 ? columns : ColumnCountDefault, rows > 0 ? rows : RowCountDefault);
    }

    // The error stream is written by progress and signals too.
    private static TextWriter Writer(Stream stream, bool isError) => TextWriter.Synchronized(
        new StreamWriter(new StandardOutput(stream, isError), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true });
}

/// <summary>The process's standard output for bytes.</summary>
internal static class StandardStream
{
    /// <summary>Its descriptor.</summary>
    public const int OutputHandle = 1;

    /// <summary>
    /// Standard output. The console's own stream says nothing when the reader of a pipe has gone, as `head` does, and a command would
    /// work on for nobody; a stream on the pipe itself fails at once. A file keeps the console's, which shares its position with others.
    /// </summary>
    public static Stream OpenOut()
    {
        if (!Console.IsOutputRedirected || OperatingSystem.IsWindows()) return Console.OpenStandardOutput();
        FileStream pipe = new(new SafeFileHandle(OutputHandle, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }
}
