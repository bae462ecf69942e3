using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Replay;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;

namespace FeedHandler.Host.Convert;

/// <summary>Reads captures and writes a file. For DBN they are read twice, as its begin says which instruments are in it.</summary>
/// <param name="captures">The captures.</param>
/// <param name="options">How they become events.</param>
/// <param name="outputs">Has looked at the file.</param>
/// <param name="terminal">Who watches, and may stop it.</param>
internal sealed class ConvertRun(CaptureSet captures, PipelineOptions options, OutputPlan outputs, Terminal terminal)
{
    private readonly int _instrumentsMax = options.InstrumentsMax;
    private readonly IReadOnlyList<int> _channelIds = captures.Source.Map.ChannelIds;

    /// <summary>Converts.</summary>
    /// <exception cref="OutputException">The file could not be written, or it was stopped.</exception>
    /// <exception cref="CommandException">The captures are of something else.</exception>
    public ConvertReport Run(ConvertTarget target)
    {
        ConvertSurvey? survey = target.Schema is null ? null : Survey();
        using IConvertedFile file = Open(target, survey);
        FeedReport report = ReplaySession.Look(captures, options, [file.Sink], terminal);
        if (report.Run.WasStopped) throw Failed(target, "stopped before the end");
        if (file.Finish() is { } failure) throw Failed(target, $"cannot be written ({failure})");
        string[] nothing = file.Count == 0 ? [$"{target.Path} has no record: {Nothing(target)}"] : [];
        return new ConvertReport(target, file.Count, file.OmittedCount, file.Bytes, report.Files, [.. report.Warnings, .. nothing], report.Failures);
    }

    private ConvertSurvey Survey()
    {
        using ConvertSurvey survey = new(_instrumentsMax, _channelIds);
        FeedReport report = ReplaySession.Look(captures, options, [survey], terminal);
        if (report.Run.WasStopped) throw new OutputException("stopped before the end: nothing was written");
        return survey;
    }

    private IConvertedFile Open(ConvertTarget target, ConvertSurvey? survey)
    {
        WholeFile file = outputs.OpenWhole(ConvertTarget.Name, target.Path);
        if (survey is null) return new ConvertedEvents(file, target, _instrumentsMax, _channelIds);
        (string dataset, ushort publisherId) = DbnSource.Of(options.Venue.Name);
        return new ConvertedDbn(file, target, survey.Metadata(target, dataset), publisherId, _instrumentsMax);
    }

    private static string Nothing(ConvertTarget target) => target.Schema == FeedHandler.Dbn.DbnSchema.Mbo
        ? "the captures have no orders: write mbp-10, or captures of a feed with orders"
        : "the captures tell nothing of that kind";

    private OutputException Failed(ConvertTarget target, string reason)
    {
        bool isThere = File.Exists(Path.Combine(terminal.Folder, target.Path));
        return new OutputException($"{target.Path}: {reason}: {(isThere ? "the file that was there is as it was" : "there is no file")}");
    }
}

/// <summary>A file that events are written to.</summary>
internal interface IConvertedFile : IDisposable
{
    /// <summary>Takes every event.</summary>
    IFeedSink Sink { get; }

    /// <summary>How many records or lines were written.</summary>
    long Count { get; }

    /// <summary>How many events have no record.</summary>
    long OmittedCount { get; }

    /// <summary>How many bytes the file has.</summary>
    long Bytes { get; }

    /// <summary>Writes what is left, and puts the file into its place.</summary>
    /// <returns>Why it could not be written; null when it was.</returns>
    string? Finish();
}
