using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Host.Schema;

/// <summary>A schema's file and what the reader made of it.</summary>
/// <param name="Path">The file as it was named.</param>
/// <param name="Reading">The model, or what is wrong.</param>
internal sealed record SchemaFile(string Path, SchemaReading Reading)
{
    private const long BytesMax = 64 << 20;

    /// <summary>Reads a schema from a file.</summary>
    /// <param name="path">The file, as named on the command line.</param>
    /// <param name="terminal">Says where relative paths begin.</param>
    /// <exception cref="CommandException">There is no such file, or it is no text of a schema's size.</exception>
    public static SchemaFile Open(string path, Terminal terminal)
    {
        terminal.Redirected.RequireApart(terminal, [path]);
        FileInfo file = new(System.IO.Path.Combine(terminal.Folder, path));
        if (Directory.Exists(file.FullName)) throw new CommandException($"{path} is a folder: name the XML file in it");
        if (!file.Exists) throw new CommandException($"{path} does not exist: check the path");
        InputFile.Require(file.FullName, path, "name the XML file of a schema");
        if (file.Length > BytesMax) throw new CommandException($"{path} has {file.Length} bytes, more than any schema: name the XML file of a schema");
        if (IsCapture(file.FullName)) throw new UsageException($"{path} is a capture and no schema: name an XML file, or give it to feedhandler inspect");
        try
        {
            return new SchemaFile(path, SchemaFileReader.Read(file.FullName, Fault, PackedStreams.Unpack, terminal.Stop));
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new CommandException($"{path}: cannot be read ({FileFault.Of(failure)}): give the right to read it, or name another file");
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException)
        {
            throw new CommandException($"{path}: {failure.Message}");
        }

        string? Fault(string included) => InputFile.Fault(included)
            ?? (terminal.Redirected.StreamTo(FileKey.Of(included)) is { } stream ? $"is what {stream} goes to" : null);
    }

    /// <summary>Reads a schema that must be good; its warnings are left aside.</summary>
    /// <param name="path">The file, as named on the command line.</param>
    /// <param name="terminal">Says where relative paths begin.</param>
    /// <exception cref="CommandException">There is no such file, or it has errors.</exception>
    public static SbeSchema Require(string path, Terminal terminal)
    {
        SchemaFile file = Open(path, terminal);
        if (file.Reading.Schema is { } schema) return schema;
        string[] errors = [.. file.Reading.Diagnostics.Where(static found => found.Rule.Severity == SchemaSeverity.Error).Select(file.Describe)];
        string more = errors.Length > 1 ? $" ({errors.Length - 1} more: feedhandler schema {path})" : "";
        throw new CommandException(errors[0] + more);
    }

    private static bool IsCapture(string path)
    {
        try
        {
            using CaptureFile capture = CaptureFile.Open(path);
            return true;
        }
        catch (CaptureFormatException)
        {
            return false; // its own reader says what is wrong with it
        }
    }

    /// <summary>A finding with its file and place, as compilers print it.</summary>
    public string Describe(SchemaDiagnostic found)
    {
        string place = found.Path.Length > 0 ? found.Path : Path;
        string severity = found.Rule.Severity == SchemaSeverity.Error ? "error" : "warning";
        return $"{place}({found.Line},{found.Column}): {severity} {found.Rule.Id}: {found.Message}";
    }
}
