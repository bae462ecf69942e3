using System.CommandLine;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Replay.Slicing;

namespace FeedHandler.Host.Slice;

/// <summary>The capture that a slice is written to, whole or not at all.</summary>
internal sealed class SliceOutput
{
    private const string Name = "--out";
    private const int BufferBytes = 1 << 18;
    private readonly Terminal _terminal;
    private readonly OutputPlan _plan;
    private readonly string _path;

    /// <summary>The option that names it.</summary>
    public static Option<string?> Option()
    {
        Option<string?> option = Options.Text(Name, "Required: the file to write, .pcapng or .pcap; one that is there is replaced", "FILE");
        option.Aliases.Add("-o");
        return option;
    }

    /// <summary>Looks at where it goes; nothing is written yet.</summary>
    /// <param name="terminal">Where paths begin.</param>
    /// <param name="path">The file as typed.</param>
    /// <param name="inputs">The captures that are read.</param>
    /// <param name="followsLinks">Whether it may be a symbolic link.</param>
    /// <exception cref="UsageException">It cannot be written, or must not, or its name tells no format.</exception>
    public SliceOutput(Terminal terminal, string? path, SliceInput inputs, bool followsLinks)
    {
        (_terminal, _path) = (terminal, path ?? throw new UsageException($"no file to write: give {Name} FILE"));
        _plan = new OutputPlan(terminal, followsLinks);
        _plan.AddInputs(inputs.Files.Select(static file => file.Path));
        _plan.AddFile(Name, _path, isWhole: true);
        Format = FormatOf(_path);
    }

    /// <summary>What it is written as.</summary>
    public SliceFormat Format { get; }

    /// <summary>Writes it; it takes its place when it is finished.</summary>
    /// <param name="write">Writes it, and says whether it is to be kept.</param>
    /// <exception cref="OutputException">It could not be written, or was stopped.</exception>
    public void Write(Func<Stream, bool> write)
    {
        using WholeFile file = _plan.OpenWhole(Name, _path);
        try
        {
            BufferedStream buffer = new(file.Stream, BufferBytes);
            if (!write(buffer)) return;
            buffer.Flush();
            file.Finish();
        }
        catch (SliceException failure)
        {
            throw new UsageException($"{Name} {_path}: {failure.Message}");
        }
        catch (OperationCanceledException)
        {
            throw Failed("stopped before the end");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed($"cannot be written ({FileFault.Of(failure)})");
        }
    }

    private OutputException Failed(string reason)
    {
        bool isThere = File.Exists(Path.Combine(_terminal.Folder, _path));
        return new OutputException($"{Name} {_path}: {reason}: {(isThere ? "the file that was there is as it was" : "there is no file")}");
    }

    private static SliceFormat FormatOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".PCAPNG" => SliceFormat.PcapNg,
        ".PCAP" => SliceFormat.Pcap,
        _ => throw new UsageException($"{Name} {path}: the name tells no format: give one that ends in .pcapng or .pcap"),
    };
}
