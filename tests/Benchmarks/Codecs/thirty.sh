#!/usr/bin/env bash
# What a project of many schemas costs its compiler: bytes generated, then the processor time of three compilations from nothing.
#   tests/Benchmarks/Codecs/thirty.sh FOLDER [Encoders=false]
# FOLDER is searched for .xml; the thirty largest are taken, again from the largest when there are fewer. Processor time, since a busy machine
# stretches every other; compare commits in turns.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
folder=$(cd "$1" && pwd)
encoders=${2:-Encoders=true}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build "$root/Codecs/Generator" -c Release -v q -clp:NoSummary
dotnet build "$root/Codecs/Runtime" -c Release -v q -clp:NoSummary

mapfile -t files < <(find "$folder" -name '*.xml' -printf '%s %p\n' | sort -rn | cut -d' ' -f2-)
[ ${#files[@]} -gt 0 ] || { echo "no .xml in $folder" >&2; exit 1; }
items=""
for ((i = 0; i < 30; i++)); do
  cp "${files[i % ${#files[@]}]}" "$work/schema$i.xml"
  items+="<SbeSchema Include=\"schema$i.xml\" Namespace=\"Schemas.S$i\" Encoders=\"${encoders#*=}\" />"
done
for name in Directory.Build.props Directory.Build.targets Directory.Packages.props; do echo '<Project />' > "$work/$name"; done
cat > "$work/Thirty.csproj" <<EOF
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><UseSharedCompilation>false</UseSharedCompilation>
    <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles><CompilerGeneratedFilesOutputPath>obj/generated</CompilerGeneratedFilesOutputPath>
  </PropertyGroup>
  <ItemGroup>
    <Analyzer Include="$root/Codecs/Generator/bin/Release/netstandard2.0/FeedHandler.Codecs.Generator.dll" />
    <Reference Include="$root/Codecs/Runtime/bin/Release/net10.0/FeedHandler.Codecs.dll" />
    $items
  </ItemGroup>
  <Import Project="$root/Codecs/Generator/FeedHandler.Codecs.Generator.targets" />
</Project>
EOF
cd "$work"
dotnet restore -v q
TIMEFORMAT='%U s of processor time, %R s in all'
for _ in 1 2 3; do
  rm -rf bin obj/Release obj/generated
  time dotnet build --no-restore -c Release -v q -clp:NoSummary -nodeReuse:false
done
echo "$(find obj/generated -name '*.cs' -exec cat {} + | wc -c) bytes generated"
