using System.Globalization;
using System.Text.Json;
using DuckDB.NET.Data;
using FeedHandler.Host.Reports.Events;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Replays;

/// <summary>Another program reads the same events out of every kind of file.</summary>
public sealed class EventFormatTests
{
    private static readonly string[] Columns = [.. Enum.GetValues<EventColumn>().Select(static column => EventColumns.NameOf(column).Value)];
    private SmallCapture _folder = null!;
    private DuckDBConnection _database = null!;

    private static string Capture => Repository.PathOf("captures/cme-simulated.pcapng");

    [OneTimeSetUp]
    public void WriteAll()
    {
        _folder = new SmallCapture();
        foreach (string name in (string[])["all.jsonl", "all.csv", "all.parquet"]) Replay(name);
        _database = new DuckDBConnection("DataSource=:memory:");
        _database.Open();
    }

    [OneTimeTearDown]
    public void RemoveAll()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [TestCase("all.csv")]
    [TestCase("all.parquet")]
    public void AnotherProgramCountsTheSame(string name)
    {
        JsonElement[] lines = Lines();
        const string Query = "select kind, count(*)::bigint, coalesce(sum(quantity), 0)::varchar, min(transactTimeNs)::bigint, max(rxNs)::bigint from {0} group by 1 order by 1";
        string[] expected = [.. lines.GroupBy(static line => Text(line, "kind"), StringComparer.Ordinal).OrderBy(static same => same.Key, StringComparer.Ordinal).Select(
            static same => string.Join('|', same.Key, same.Count(), same.Sum(static line => (decimal)Number(line, "quantity")),
                same.Min(static line => long.Parse(Text(line, "transactTimeNs"))), same.Max(static line => long.Parse(Text(line, "rxNs")))))];

        Assert.That(expected, Has.Length.GreaterThan(6));
        Assert.That(Rows(Query, name), Is.EqualTo(expected));
    }

    [TestCase("all.csv")]
    [TestCase("all.parquet")]
    public void EveryCellIsThatOfItsLine(string name)
    {
        string columns = string.Join(", ", Columns.Select(static column => column == "price" ? "price::decimal(19,9)::varchar" : $"\"{column}\"::varchar"));
        string[] expected = [.. Lines().Select(static line => string.Join('|', Columns.Select(column => Cell(line, column))))];

        Assert.That(Rows($"select {columns} from {{0}}", name), Is.EqualTo(expected));
    }

    [Test]
    public void ParquetHasTypesAndDictionaries()
    {
        Dictionary<string, string> types = Rows("select column_name, column_type from (describe select * from {0})", "all.parquet")
            .ToDictionary(static row => row.Split('|')[0], static row => row.Split('|')[1]);
        string[] plain = Rows(
            "select path_in_schema, encodings from parquet_metadata('{0}') where path_in_schema in ('kind', 'symbol', 'action', 'side') and not encodings like '%DICTIONARY%'",
            "all.parquet", isPath: true);

        Assert.That(types.Keys, Is.EqualTo(Columns));
        Assert.That((types["kind"], types["price"], types["orderId"], types["endOfEvent"], types["rxNs"]),
            Is.EqualTo(("VARCHAR", "DECIMAL(19,9)", "UBIGINT", "BOOLEAN", "BIGINT")));
        Assert.That(plain, Is.Empty);
    }

    [Test]
    public void RowGroupsAreBounded()
    {
        string capture = Path.Combine(_folder.Folder, "long.pcapng");
        Assert.That(CommandRun.Of("simulate", "--out", capture, "--events", "60000").Code, Is.Zero);
        CommandRun run = CommandRun.Of("replay", capture, "--json", "--events", Path.Combine(_folder.Folder, "long.parquet"));
        long[] groups = [.. Rows("select distinct row_group_id, row_group_num_rows from parquet_metadata('{0}') order by 1", "long.parquet", isPath: true)
            .Select(static row => long.Parse(row.Split('|')[1]))];

        Assert.That(run.Code, Is.Zero, run.Out);
        Assert.That(groups[..^1], Is.Not.Empty.And.All.EqualTo(65536));
        Assert.That(groups.Sum(), Is.EqualTo(run.Json.GetProperty("events").GetInt64()));
    }

    [TestCase("name", "csv", "event,kind,channel,")]
    [TestCase("name.csv", "jsonl", "{\"event\":1,")]
    [TestCase("name.json", null, "{\"event\":1,")]
    [TestCase("name.PARQUET", null, "PAR1")]
    [TestCase("name", "parquet", "PAR1")]
    public void TheFormatIsTypedOrTheExtension(string name, string? format, string begin)
    {
        Replay(name, format is null ? [] : ["--events-format", format]);

        Assert.That(File.ReadAllText(Path.Combine(_folder.Folder, name)), Does.StartWith(begin));
    }

    [Test]
    public void CsvIsThatOfTheStandard()
    {
        CommandRun run = CommandRun.Of("replay", Capture, "--events", "-", "--events-format", "csv", "--kinds", "trade");
        string[] lines = run.Out.Split("\r\n");

        Assert.That(lines[0], Is.EqualTo(string.Join(',', Columns)));
        Assert.That(lines[^1], Is.Empty);
        Assert.That(lines[1..^1], Has.Length.EqualTo(355).And.All.Matches<string>(static line => line!.Split(',').Length == Columns.Length));
        Assert.That(run.Out.Replace("\r\n", "", StringComparison.Ordinal), Does.Not.Contain("\n").And.Not.Contain("\r"));
    }

    // The symbol is an escape sequence that would clear a terminal.
    [Test]
    public void NoCharacterOfCsvActsOnATerminal()
    {
        byte[] bytes = File.ReadAllBytes(Capture);
        for (int at; (at = bytes.AsSpan().IndexOf("SIM003"u8)) >= 0;) "\u001b[2J,3"u8.CopyTo(bytes.AsSpan(at));
        string capture = _folder.WriteBytes("escape.pcapng", bytes);
        CommandRun csv = CommandRun.Of("replay", capture, "--events", "-", "--events-format", "csv");
        CommandRun json = CommandRun.Of("replay", capture, "--events", "-");

        Assert.That(csv.Out.Replace("\r\n", "", StringComparison.Ordinal).Any(char.IsControl), Is.False);
        Assert.That(csv.Out, Does.Contain(",\"?[2J,3\","));
        Assert.That(json.JsonLines.Any(static line => line.TryGetProperty("symbol", out JsonElement symbol) && symbol.GetString() == "\u001b[2J,3"), Is.True);
    }

    [TestCase("replay", "-", "--events-format", "parquet")]
    [TestCase("run", "x.parquet")]
    [TestCase("replay", "x", "--events-format", "xlsx")]
    [TestCase("replay", "x.csv.gz")]
    [TestCase("replay", "x.jsonl.ZST", "--events-format", "jsonl")]
    [TestCase("run", "x.jsonl.gz")]
    public void WhatCannotBeIsRefused(string command, string file, params string[] options)
    {
        string[] what = command == "run" ? ["--lines", "239.9.1.1:14310=A", "--interface", "lo"] : [Capture];
        CommandRun run = CommandRun.In(_folder.Folder, [command, .. what, "--events", file, .. options]);

        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(File.Exists(Path.Combine(_folder.Folder, file)), Is.False);
    }

    private void Replay(string name, params string[] options)
    {
        CommandRun run = CommandRun.Of(["replay", Capture, "--events", Path.Combine(_folder.Folder, name), .. options]);
        Assert.That(run.Code, Is.Zero, run.Error);
    }

    private JsonElement[] Lines() => [.. File.ReadLines(Path.Combine(_folder.Folder, "all.jsonl")).Select(static line => JsonDocument.Parse(line).RootElement)];

    private string[] Rows(string query, string name, bool isPath = false)
    {
        string path = Path.Combine(_folder.Folder, name);
        string file = isPath ? path : name.EndsWith(".csv", StringComparison.Ordinal) ? $"read_csv('{path}', header = true, sample_size = -1)" : $"read_parquet('{path}')";
        using DuckDBCommand command = _database.CreateCommand();
        command.CommandText = string.Format(CultureInfo.InvariantCulture, query, file);
        using DuckDBDataReader reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(field => reader.IsDBNull(field) ? "" : string.Create(CultureInfo.InvariantCulture, $"{reader.GetValue(field)}"))));
        return [.. rows];
    }

    private static string Cell(JsonElement line, string column)
    {
        if (!line.TryGetProperty(column, out JsonElement value) || value.ValueKind == JsonValueKind.Null) return "";
        if (column == "price") return decimal.Parse(value.GetString()!, CultureInfo.InvariantCulture).ToString("F9", CultureInfo.InvariantCulture);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }

    private static string Text(JsonElement line, string member) => line.GetProperty(member).GetString()!;

    private static long Number(JsonElement line, string member) => line.TryGetProperty(member, out JsonElement number) ? number.GetInt64() : 0;
}
