using FeedHandler.Core.Frames;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Host.Configuration;

/// <summary>
/// What reading captures found wrong with them, or worth telling, for a command whose report is about something else. Each is told once, on standard
/// error, when it is known.
/// </summary>
internal sealed class CaptureNotes
{
    private readonly CaptureSet _captures;
    private readonly CaptureReceiver _receiver;
    private readonly string _done;
    private readonly Terminal _terminal;
    private readonly List<string> _warnings = [];
    private readonly List<string> _failures = [];

    /// <summary>Listens from the start of the captures on.</summary>
    /// <param name="captures">The captures.</param>
    /// <param name="receiver">Reads them.</param>
    /// <param name="done">What is done with their packets, such as `sent`.</param>
    /// <param name="terminal">Who is told.</param>
    /// <param name="gapText">What a gap of a day or more means; null when it means nothing.</param>
    public CaptureNotes(CaptureSet captures, CaptureReceiver receiver, string done, Terminal terminal, Func<CaptureGap, string>? gapText = null)
    {
        _captures = captures;
        _receiver = receiver;
        _done = done;
        _terminal = terminal;
        receiver.Captures.GapFound = gap => Add(_warnings, gapText?.Invoke(gap) ?? gap.ToString());
    }

    /// <summary>What must be known to read the numbers rightly.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>What should hold and does not.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>To be called when reading has ended, or begins again.</summary>
    public void OnEnd()
    {
        IReadOnlyList<FileReport> files = CaptureFaults.Files(_receiver.Captures);
        FrameCounters frames = _receiver.Frames;
        foreach (string warning in CaptureFaults.Empty(files)) Add(_warnings, warning);
        foreach (string warning in CaptureFaults.OfFrames(frames[FrameOutcome.Truncated], frames.Timeless)) Add(_warnings, warning);
        foreach (string warning in (IEnumerable<string>)[.. CaptureStandIns.Of(_receiver.Captures), .. FrameWords.FragmentFaults(frames)])
            Add(_warnings, warning);
        foreach (string failure in CaptureFaults.Broken(files, _done)) Add(_failures, failure);
        if (_receiver.IsCompleted && frames.Udp == frames.OtherDestination)
            Add(_failures, $"nothing was {_done}: no packet to the destinations of the feed{Others(frames)}");
    }

    private static string Others(FrameCounters frames) =>
        FrameWords.List(frames) is { Length: > 0 } list ? $"; there are frames that were not read: {list}" : "";

    private void Add(List<string> notes, string note)
    {
        if (notes.Contains(note)) return;
        notes.Add(note);
        _terminal.Tell(note);
    }
}
