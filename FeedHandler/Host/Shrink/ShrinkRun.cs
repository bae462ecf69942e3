using System.Diagnostics;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Shrinking;
using FeedHandler.Replay.Slicing;

namespace FeedHandler.Host.Shrink;

/// <summary>Shrinks one capture: writes candidates into a folder of its own, and has them checked.</summary>
internal sealed class ShrinkRun : IDisposable
{
    private readonly IReadOnlyList<CaptureFile> _files;
    private readonly SliceFormat _format;
    private readonly LineMap? _lines;
    private readonly IFailureCheck _check;
    private readonly ShrinkLimits _limits;
    private readonly string _folder = MakeFolder();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private Shrinker? _shrinker;

    /// <summary>Reads nothing yet.</summary>
    /// <param name="files">The capture.</param>
    /// <param name="format">As what candidates are written.</param>
    /// <param name="lines">Which destination is which line; null when that is not known.</param>
    /// <param name="check">What has to fail.</param>
    /// <param name="limits">How much may be spent.</param>
    public ShrinkRun(IReadOnlyList<CaptureFile> files, SliceFormat format, LineMap? lines, IFailureCheck check, ShrinkLimits limits) =>
        (_files, _format, _lines, _check, _limits) = (files, format, lines, check, limits);

    /// <summary>Frames of the capture.</summary>
    public int FrameCount { get; private set; }

    /// <summary>How the capture ended.</summary>
    public CaptureMerge? Captures { get; private set; }

    /// <summary>Checks that were ended because they took too long.</summary>
    public int TimedOutCount { get; private set; }

    /// <summary>How many checks there were.</summary>
    public int RunCount => _shrinker?.RunCount ?? 0;

    /// <summary>The fewest frames so far that fail, by their places.</summary>
    public IReadOnlyList<int> Smallest => _shrinker?.Smallest ?? [];

    /// <summary>Whether none of them can be left out: not where a check gave no answer, which might have been that fewer fail.</summary>
    public bool IsMinimal => TimedOutCount == 0 && IsFinished;

    /// <summary>Whether nothing was left to be tried.</summary>
    public bool IsFinished => _shrinker?.IsMinimal ?? false;

    /// <summary>Whether the whole capture fails the check.</summary>
    /// <param name="stop">Ends it early.</param>
    public bool Confirm(CancellationToken stop)
    {
        CaptureSlicer slicer = new(_files, _lines);
        slicer.Write(Stream.Null, SliceFormat.PcapNg, new SliceFilter(new SliceCriteria()), stop);
        (FrameCount, Captures) = ((int)Math.Min(slicer.Counts.Frames, Array.MaxLength), slicer.Captures);
        _shrinker = new Shrinker(FrameCount, places => Fails(places, stop), _limits.RunsMax);
        return FrameCount > 0 && _shrinker.Confirm();
    }

    /// <summary>Shrinks it.</summary>
    /// <param name="stop">Ends it early, with what was found until then.</param>
    /// <returns>Whether it was not ended early.</returns>
    public bool Shrink(CancellationToken stop)
    {
        try
        {
            _shrinker!.Run(() => !stop.IsCancellationRequested && _clock.Elapsed < _limits.Total);
            return !stop.IsCancellationRequested;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Writes frames of the capture.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="places">The frames, by their places.</param>
    public void Write(Stream stream, IReadOnlyList<int> places) =>
        new CaptureSlicer(_files, _lines).Write(stream, _format, new FrameChoice(places), CancellationToken.None);

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // a check holds a file in it; the system clears its temporary folder
        }
    }

    private static string MakeFolder()
    {
        try
        {
            return Directory.CreateTempSubdirectory("feedhandler-shrink-").FullName;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{Path.GetTempPath()}: what is to be checked cannot be written there ({FileFault.Of(failure)}): give TMPDIR a folder");
        }
    }

    private void WriteCandidate(string path, IReadOnlyList<int> places)
    {
        try
        {
            using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);
            Write(file, places);
        }
        catch (SliceException failure)
        {
            throw new UsageException($"--out: {failure.Message}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"{path}: what is to be checked cannot be written ({FileFault.Of(failure)})");
        }
    }

    private bool Fails(IReadOnlyList<int> places, CancellationToken stop)
    {
        string path = Path.Combine(_folder, _format == SliceFormat.Pcap ? "candidate.pcap" : "candidate.pcapng");
        WriteCandidate(path, places);
        TimeSpan left = _limits.Total - _clock.Elapsed;
        bool? fails = _check.Fails(path, left > TimeSpan.Zero ? left : TimeSpan.Zero, stop);
        stop.ThrowIfCancellationRequested(); // what a check says that was stopped is no answer
        if (fails is null) TimedOutCount++;
        return fails == true;
    }
}

/// <summary>How much may be spent on shrinking.</summary>
/// <param name="RunsMax">The most checks.</param>
/// <param name="Total">The longest time in all; a check that runs then is ended.</param>
internal readonly record struct ShrinkLimits(int RunsMax, TimeSpan Total);
