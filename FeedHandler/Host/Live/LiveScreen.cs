using FeedHandler.Host.Commands;
using Spectre.Console;

namespace FeedHandler.Host.Live;

/// <summary>The live view: the status again and again in the same place, below the state of the program.</summary>
internal sealed class LiveScreen
{
    private readonly IAnsiConsole _console;

    /// <summary>Draws to a terminal.</summary>
    public LiveScreen(Terminal terminal)
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = terminal.IsColoured ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(terminal.Out),
        });
        _console.Profile.Width = terminal.ColumnCount;
    }

    /// <summary>Draws until it is told that the feed has ended.</summary>
    /// <param name="read">Reads the feed.</param>
    /// <param name="period">How often.</param>
    /// <param name="ended">Set when the feed has ended.</param>
    public void Run(Func<LiveStatus> read, TimeSpan period, WaitHandle ended) =>
        _console.Live(new Text("joining")).AutoClear(true).Overflow(VerticalOverflow.Crop).Start(context =>
        {
            do context.UpdateTarget(Draw(read()));
            while (!ended.WaitOne(period));
        });

    private static Rows Draw(LiveStatus status)
    {
        using StringWriter text = new();
        LiveStatusTables.Write(text, status);
        return new Rows(new Text(text.ToString()), new Text("Ctrl-C ends it with the full report", new Style(decoration: Decoration.Dim)));
    }
}
